package io.taskmill.simulator;

/**
 * Why something was refused or has failed.
 *
 * @param code stable name that programs may compare, such as {@code NO_SPACE}
 * @param text for people
 */
public record Problem(String code, String text) {}
