package io.ignitezs.examples;

/** How a node of the cluster example is set up: this may differ between nodes, and between two lives of one. */
final class ServerSettings {
    final String poolSize;
    final String codec;
    final String mode;

    ServerSettings(String poolSize, String codec, String mode) {
        this.poolSize = poolSize;
        this.codec = codec;
        this.mode = mode;
    }
}
