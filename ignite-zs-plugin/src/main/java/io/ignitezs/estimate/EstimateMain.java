package io.ignitezs.estimate;

import io.ignitezs.ignite.NodeDirectory;
import io.ignitezs.ignite.PageSource;
import io.ignitezs.tier.MissRatioCurve;
import io.ignitezs.tier.MissRatioSampler;
import io.ignitezs.tier.PageTraceReader;
import io.ignitezs.tier.TierConfiguration;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says what a pool would gain, from the files of a node that does not run and without its configuration. Changes nothing in its directory.
 * Exit codes: 0 done, 1 the files cannot be read, 2 wrong arguments.
 */
public final class EstimateMain {
    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENTS = 2;

    private final PrintStream out;
    private final PrintStream error;

    EstimateMain(PrintStream out, PrintStream error) {
        this.out = out;
        this.error = error;
    }

    public static void main(String[] words) {
        System.exit(new EstimateMain(System.out, System.err).run(Arrays.asList(words)));
    }

    /** @return the exit code */
    int run(List<String> words) {
        try {
            EstimateArguments arguments = EstimateArguments.parse(words);
            if (arguments.help)
                out.print(EstimateArguments.USAGE);
            else
                run(arguments);
            return 0;
        }
        catch (IllegalArgumentException e) {
            error.println(e.getMessage());
            error.print(EstimateArguments.USAGE);
            return WRONG_ARGUMENTS;
        }
        catch (IOException | IllegalStateException e) {
            error.println("Failed to estimate [reason=" + e.getMessage() + ']');
            return FAILED;
        }
    }

    /** What can be wrong with files is found out before the work, and the trace, which may be long, is read last. */
    private void run(EstimateArguments arguments) throws IOException {
        if (arguments.trace != null)
            read(arguments.trace, PageTraceReader::isClosed);
        if (arguments.html != null)
            checkWritable(arguments.html);
        NodeDirectory node = node(arguments.directory);
        List<PageSource> files = node.files();
        checkPageSizes(files, node.path());
        MissRatioCurve curve = arguments.trace == null ? null : read(arguments.trace, this::curve);
        EstimateSettings settings = new EstimateSettings();
        settings.sample = arguments.sample;
        settings.codecs = arguments.codecs;
        settings.seed = arguments.seed;
        settings.progress = new ProgressBar(error);
        try (Estimator estimator = new Estimator(files, settings, 0, TierConfiguration.CHAIN_LIMIT_BY_SIZE)) {
            Estimate estimate = estimator.run();
            print(curve == null ? estimate : estimate.with(curve, SeenPool.unknown()), arguments, node.path());
        }
    }

    private static NodeDirectory node(Path directory) throws IOException {
        if (!Files.isDirectory(directory))
            throw new IllegalArgumentException("Not a directory: " + directory);
        List<NodeDirectory> nodes = NodeDirectory.in(directory);
        if (nodes.isEmpty())
            throw new IllegalArgumentException("No cache group's files in this directory: " + directory);
        if (nodes.size() > 1)
            throw new IllegalArgumentException("More than one node's files, name one: "
                + nodes.stream().map(node -> node.path().toString()).collect(Collectors.joining(", ")));
        if (nodes.get(0).isInUse())
            throw new IOException("a node runs in this directory, control.sh --zs estimate asks it: " + nodes.get(0).path());
        return nodes.get(0);
    }

    private static void checkPageSizes(List<PageSource> files, Path directory) throws IOException {
        if (files.stream().allMatch(file -> file.pages() == 0))
            throw new IOException("no pages in the files of " + directory);
        List<Integer> sizes = files.stream().map(PageSource::pageBytes).distinct().collect(Collectors.toList());
        if (sizes.size() > 1)
            throw new IOException("files with pages of different sizes " + sizes + " in " + directory);
    }

    private interface TraceUse<T> {
        T of(PageTraceReader trace) throws IOException;
    }

    /** Opening it reads its header. */
    private static <T> T read(Path trace, TraceUse<T> use) throws IOException {
        if (!Files.exists(trace))
            throw new IOException("no such file, --trace " + trace);
        try (PageTraceReader reader = PageTraceReader.open(trace)) {
            return use.of(reader);
        }
        catch (FileSystemException e) {
            throw new IOException("cannot be read, --trace " + trace, e);
        }
        catch (IOException e) {
            throw new IOException(e.getMessage() + ", --trace " + trace, e);
        }
    }

    private MissRatioCurve curve(PageTraceReader reader) throws IOException {
        MissRatioSampler sampler = new MissRatioSampler(MissRatioSampler.DEFAULT_MAX_PAGES, reader.shownOneOf(), reader.evictionOrder());
        if (reader.missed() > 0 || !reader.isClosed())
            error.println("The trace is not whole, hit ratios are less sure [missed=" + (reader.isClosed() ? reader.missed() : "unknown") + ']');
        while (reader.next())
            sampler.record(reader.event(), reader.indexNumber(), reader.pageIndex(), reader.hit());
        return sampler.curve();
    }

    private static void checkWritable(Path html) throws IOException {
        Path parent = html.toAbsolutePath().getParent();
        if (Files.isDirectory(html) || !Files.isDirectory(parent) || !Files.isWritable(Files.exists(html) ? html : parent))
            throw new IOException("no file can be written there, --html " + html);
    }

    private void print(Estimate estimate, EstimateArguments arguments, Path directory) throws IOException {
        if (arguments.json)
            out.println(EstimateJson.of(estimate));
        else
            out.print(EstimateText.of(estimate));
        if (arguments.html != null)
            Files.writeString(arguments.html, EstimateHtml.of(estimate, directory.toString()));
    }
}
