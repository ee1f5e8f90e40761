package io.ignitezs.plugin;

import io.ignitezs.codec.Codec;
import io.ignitezs.codec.Codecs;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which codecs an estimate tries: the one in use always, because the figures of the pool are compared with it. */
final class EstimatedCodecs {
    private static final String DEFAULT = "lz4,zstd:1";

    private EstimatedCodecs() {
    }

    /**
     * @param codecs names with commas; null for a default
     * @throws IllegalArgumentException if one is none, or cannot run on this node
     */
    static List<Codec> of(String poolCodec, String codecs) {
        Set<String> names = new LinkedHashSet<>(List.of(poolCodec));
        Arrays.stream((codecs == null ? DEFAULT : codecs).split(",", -1)).map(name -> parse(name).name()).forEach(names::add);
        return names.stream().map(Codecs::parse).collect(Collectors.toList());
    }

    private static Codec parse(String name) {
        try {
            return Codecs.parse(name);
        }
        catch (IllegalStateException | LinkageError e) {
            throw new IllegalArgumentException("The codec cannot run on this node [value=" + name + ", reason=" + e.getMessage() + ']', e);
        }
    }
}
