package io.ignitezs.plugin;

import org.apache.ignite.IgniteException;

/** Makes what stops a node whose configuration cannot be followed. */
final class BadConfiguration {
    private BadConfiguration() {
    }

    /**
     * @param property as the user wrote it: of the bean or of the environment
     * @param value    what was found
     * @param allowed  what may stand there
     */
    static IgniteException refuse(String property, Object value, String allowed) {
        return new IgniteException(text(property, value, allowed));
    }

    static IgniteException refuse(String property, Object value, String allowed, Throwable cause) {
        return new IgniteException(text(property, value, allowed + ", reason=" + cause.getMessage()), cause);
    }

    private static String text(String property, Object value, String allowed) {
        return "Bad ignite-zs configuration [property=" + property + ", value=" + value + ", allowed=" + allowed + ']';
    }
}
