package io.taskmill.handlers.storage;

/**
 * A pool of a Ceph cluster.
 *
 * @param pgNum placement groups that it has
 * @param pgNumTarget placement groups that it is to have: the cluster goes there little by little
 * @param leastPgNum the fewest that the cluster takes
 * @param mostPgNum the most that the cluster takes, by its number of OSDs and replicas
 * @param mayShrink whether the cluster can merge placement groups, as Ceph can from Nautilus on
 */
public record Pool(String name, int pgNum, int pgNumTarget, int leastPgNum, int mostPgNum, boolean mayShrink) {}
