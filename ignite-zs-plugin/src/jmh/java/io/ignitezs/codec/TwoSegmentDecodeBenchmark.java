package io.ignitezs.codec;

import com.github.luben.zstd.ZstdDecompressCtx;
import io.ignitezs.mem.Memory;
import io.ignitezs.mem.Segments;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an object in two segments costs: joined first, as the decoders do it, or decoded as a stream (zstd only: lz4-java has
 * none for blocks); beside the same object in one segment.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TwoSegmentDecodeBenchmark {
    /** The decoders of this package. */
    @State(Scope.Thread)
    public static class Decoding {
        @Param({"lz4", "zstd:-1", "zstd:1"})
        private String codec;

        private final Segments segments = new Segments();
        private final ByteBuffer page = ByteBuffer.allocateDirect(ColdObjects.PAGE_BYTES);
        private ColdObjects objects;
        private Decoder decoder;

        @Setup
        public void open() {
            objects = new ColdObjects(Codecs.parse(codec));
            decoder = Codecs.parse(codec).newDecoder(ColdObjects.PAGE_BYTES);
        }

        @TearDown
        public void close() {
            decoder.close();
        }

        private ByteBuffer decode() {
            decoder.decode(segments, page, ColdObjects.PAGE_BYTES);
            return page;
        }
    }

    /** The library's stream. */
    @State(Scope.Thread)
    public static class Streaming {
        @Param({"zstd:-1", "zstd:1"})
        private String codec;

        private final ZstdDecompressCtx context = new ZstdDecompressCtx().setMagicless(true);
        private final ByteBuffer segment = Memory.newView();
        private final ByteBuffer page = ByteBuffer.allocateDirect(ColdObjects.PAGE_BYTES);
        private ColdObjects objects;

        @Setup
        public void open() {
            objects = new ColdObjects(Codecs.parse(codec));
        }

        @TearDown
        public void close() {
            context.close();
        }

        private boolean decode(long address, int bytes) {
            return context.decompressDirectByteBufferStream(page, Memory.point(segment, address, bytes));
        }
    }

    @Benchmark
    public ByteBuffer oneSegment(Decoding state) {
        int object = state.objects.next();
        state.segments.set(state.objects.address(object), state.objects.bytes(object));
        return state.decode();
    }

    @Benchmark
    public ByteBuffer twoSegmentsJoined(Decoding state) {
        int object = state.objects.next();
        long address = state.objects.address(object);
        int half = state.objects.bytes(object) / 2;
        state.segments.set(address, half, address + half, state.objects.bytes(object) - half);
        return state.decode();
    }

    @Benchmark
    public ByteBuffer twoSegmentsStreamed(Streaming state) {
        int object = state.objects.next();
        long address = state.objects.address(object);
        int half = state.objects.bytes(object) / 2;
        state.page.clear();
        state.decode(address, half);
        if (!state.decode(address + half, state.objects.bytes(object) - half) || state.page.hasRemaining())
            throw new IllegalStateException("Decoded " + state.page.position());
        return state.page;
    }
}
