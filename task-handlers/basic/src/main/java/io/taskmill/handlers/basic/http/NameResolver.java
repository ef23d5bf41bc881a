package io.taskmill.handlers.basic.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of a name. */
@FunctionalInterface
interface NameResolver {

    /** May block for long. */
    List<InetAddress> addressesOf(String name) throws UnknownHostException;
}
