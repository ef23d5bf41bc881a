package io.taskmill.client;

import java.net.URI;

/**
 * A submission that the broker has confirmed.
 *
 * @param location where to ask for the task
 * @param task as the submission made it; as it is now, if it was submitted before under the same key
 */
public record Accepted(String id, URI location, TaskView task) {}
