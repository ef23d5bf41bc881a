/** What a test of Taskmill needs beside itself: real servers, processes of its own, and a clock it can set. */
@NullMarked
package io.taskmill.testkit;

import org.jspecify.annotations.NullMarked;
