package io.ignitezs.plugin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ServiceLoader;
import org.apache.ignite.IgniteException;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.plugin.PluginContext;
import org.apache.ignite.plugin.PluginProvider;
import org.junit.jupiter.api.Test;

/** One provider and several nodes; clients, which need nothing of Ignite. */
class ZsPluginProviderTest {
    private final ZsPluginProvider provider = new ZsPluginProvider();
    private final PluginContext first = client();
    private final PluginContext second = client();

    @Test void servesOneNodeAfterTheOther() {
        run(first);
        provider.stop(false);
        run(second);
        provider.stop(false);
    }

    @Test void servesNoSecondNodeBesideARunningOne() {
        run(first);
        assertThrows(IgniteException.class, () -> provider.initExtensions(second, null));
        provider.stop(false);
        assertDoesNotThrow(() -> run(second));
    }

    @Test void aStartThatFailedElsewhereKeepsNobodyAway() {
        provider.initExtensions(first, null);
        assertDoesNotThrow(() -> run(second));
    }

    /** Ignite stops the plugin on the node that was refused; the other node must not notice. */
    @Test void ofTwoNodesThatStartTogetherOneIsRefused() {
        provider.initExtensions(first, null);
        provider.initExtensions(second, null);
        assertThrows(IgniteException.class, () -> provider.createComponent(first, Runnable.class));
        provider.start(second);
        assertThrows(IgniteException.class, () -> provider.start(first));
        provider.stop(true);
        assertThrows(IgniteException.class, () -> provider.initExtensions(first, null), "the second node still runs");
        provider.stop(false);
        assertDoesNotThrow(() -> run(first));
    }

    @SuppressWarnings("rawtypes")
    @Test void isFoundOnTheClassPath() {
        assertTrue(ServiceLoader.load(PluginProvider.class).stream().anyMatch(found -> found.type() == ZsPluginProvider.class));
    }

    private void run(PluginContext context) {
        provider.initExtensions(context, null);
        provider.start(context);
    }

    /** Answers for its configuration and for nothing else. */
    private static PluginContext client() {
        IgniteConfiguration node = new IgniteConfiguration().setClientMode(true);
        return (PluginContext)Proxy.newProxyInstance(PluginContext.class.getClassLoader(), new Class<?>[] {PluginContext.class},
            (proxy, method, arguments) -> {
                if (method.getName().equals("igniteConfiguration"))
                    return node;
                throw new UnsupportedOperationException(method.toString());
            });
    }
}
