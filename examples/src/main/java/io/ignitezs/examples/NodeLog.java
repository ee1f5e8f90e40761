package io.ignitezs.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.ignite.logger.java.JavaLogger;

/** Sends what Ignite says to a file. */
final class NodeLog {
    private NodeLog() {
    }

    static void sendTo(Path file) throws IOException {
        System.setProperty("IGNITE_QUIET", "false");
        System.setProperty("IGNITE_CONSOLE_APPENDER", "false");
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tT.%1$tL %4$-7s %5$s%6$s%n");
        Logger root = Logger.getLogger("");
        removeHandlers(root);
        // The first of these loggers of Ignite configures them all, from defaults that are not ours.
        new JavaLogger();
        removeHandlers(root);
        FileHandler handler = new FileHandler(file.toString());
        handler.setFormatter(new SimpleFormatter());
        root.addHandler(handler);
    }

    private static void removeHandlers(Logger root) {
        for (Handler handler : root.getHandlers())
            root.removeHandler(handler);
    }
}
