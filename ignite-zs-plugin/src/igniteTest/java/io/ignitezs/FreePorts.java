package io.ignitezs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of this machine that a test may have: each is given once, and the system does not give them to outgoing connections by itself. */
public final class FreePorts {
    /** Behind each port so many others are this process' alone, but the last. */
    public static final int STRIDE = 8;

    /** No standard of Ignite. */
    private static final int FIRST = 12_000;
    private static final int COUNT = 2_500;

    /** Other processes that run the same tests begin elsewhere. */
    private static final AtomicInteger NEXT = new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePorts() {
    }

    /** @return one that was free a moment ago */
    public static int next() {
        while (true) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT) * STRIDE;
            if (isFree(port))
                return port;
        }
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
