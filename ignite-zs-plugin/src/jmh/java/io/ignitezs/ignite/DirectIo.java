package io.ignitezs.ignite;

import java.util.Arrays;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.internal.processors.cache.persistence.file.LinuxNativeIoPluginProvider;
import org.apache.ignite.plugin.PluginProvider;

/** Page files without the page cache of the operating system, which otherwise is memory that nobody counts. */
final class DirectIo {
    private DirectIo() {
    }

    @SuppressWarnings("deprecation")
    static void use(IgniteConfiguration configuration) {
        PluginProvider<?>[] providers = Arrays.copyOf(configuration.getPluginProviders(), configuration.getPluginProviders().length + 1);
        providers[providers.length - 1] = new LinuxNativeIoPluginProvider();
        configuration.setPluginProviders(providers);
    }
}
