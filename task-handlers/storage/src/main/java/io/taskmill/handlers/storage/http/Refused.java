package io.taskmill.handlers.storage.http;

/**
 * Why the cluster has not done something, in its words.
 *
 * @param code stable
 * @param text for people
 */
record Refused(String code, String text) {}
