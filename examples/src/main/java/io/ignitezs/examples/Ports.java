package io.ignitezs.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.SplittableRandom;

/**
 * Free ports of this machine for processes that are started later, and again. They are below those that systems give to outgoing connections:
 * while a node is away, nobody gets its port by chance.
 */
final class Ports {
    private static final int FIRST = 20_000;
    private static final int END = 32_000;

    private final SplittableRandom random = new SplittableRandom();
    private int next = random.nextInt(FIRST, END);

    /** @return one that was not returned before, unless there are none left */
    int take() {
        for (int tries = 0; tries < END - FIRST; tries++)
            if (isFree(advance()))
                return next;
        throw new IllegalStateException("No free port from " + FIRST + " to " + END);
    }

    private int advance() {
        next = next + 1 < END ? next + 1 : FIRST;
        return next;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        }
        catch (IOException e) {
            return false;
        }
    }
}
