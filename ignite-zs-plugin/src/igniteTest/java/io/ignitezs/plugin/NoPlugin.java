package io.ignitezs.plugin;

import org.apache.ignite.plugin.AbstractTestPluginProvider;

/** Makes a node one without the plugin: as it is listed, Ignite does not look for providers on the class path. */
final class NoPlugin extends AbstractTestPluginProvider {
    @Override public String name() {
        return "none";
    }
}
