package io.ignitezs.examples;

import java.io.IOException;
import java.util.Locale;

/** The whole run: load and read with the plugin, restart, read with stock Ignite from the same files. */
final class Comparison {
    private final Settings settings;
    private final DataSet data;
    private final Terminal terminal;
    private final Catalogue catalogue;

    Comparison(Settings settings, DataSet data, Terminal terminal) throws IOException {
        this.settings = settings;
        this.data = data;
        this.terminal = terminal;
        this.catalogue = new Catalogue(data);
    }

    Catalogue catalogue() {
        return catalogue;
    }

    NodeFigures readWithPlugin() throws Exception {
        NodeFigures figures = new NodeFigures();
        terminal.out.println("With ignite-zs");
        try (Node node = start(true)) {
            load(node);
            compare(node, figures);
            sayHowFilesAreRead(node);
            read(node, figures);
        }
        try (Node node = start(true)) {
            compare(node, figures);
        }
        figures.filePages = Node.filePages(settings.work, catalogue.tables());
        return figures;
    }

    NodeFigures readWithStockIgnite() throws Exception {
        NodeFigures figures = new NodeFigures();
        terminal.out.println("Stock Ignite, on the files that the other node has left");
        try (Node node = start(false)) {
            compare(node, figures);
            read(node, figures);
        }
        figures.filePages = Node.filePages(settings.work, catalogue.tables());
        return figures;
    }

    private void sayHowFilesAreRead(Node node) {
        terminal.out.println(node.readsDirectly()
            ? "  Both nodes read their files with direct I/O: a page cache that happens to have room would hide the disk."
            : "  Direct I/O cannot be had here (it needs Linux and its file systems): the page cache may hide the disk.");
    }

    private Node start(boolean pooled) {
        try (Progress progress = terminal.progress("start a node", 1)) {
            Node node = Node.start(settings, pooled);
            node.openCaches(catalogue.tables());
            progress.finish("");
            return node;
        }
    }

    private void load(Node node) throws IOException {
        try (Progress progress = terminal.progress("load", catalogue.rows())) {
            Loader.load(node, data, progress);
            progress.finish(String.format(Locale.ROOT, "%,d rows", catalogue.rows()));
        }
    }

    private void compare(Node node, NodeFigures figures) throws Exception {
        try (Progress progress = terminal.progress("compare with the source", catalogue.rows())) {
            figures.comparedRows = Verifier.verify(node, data, catalogue, settings.threads, progress);
            figures.comparisons++;
            progress.finish(String.format(Locale.ROOT, "%,d rows equal, 0 wrong, 0 missing", figures.comparedRows));
        }
    }

    private void read(Node node, NodeFigures figures) throws Exception {
        figures.readDirectly = node.readsDirectly();
        Reader reader = new Reader(node, data, catalogue, settings);
        for (Workload workload : Workload.values())
            if (workload != Workload.SQL || catalogue.arguments() > 0)
                figures.workloads.put(workload, read(reader, workload));
        figures.hotPages = node.hotPages();
        figures.pool = node.poolStats();
    }

    private WorkloadFigures read(Reader reader, Workload workload) throws Exception {
        try (Progress progress = terminal.progress("read " + workload.title(), settings.seconds * 4_000_000_000L / 3)) {
            WorkloadFigures figures = reader.run(workload, progress);
            progress.finish(String.format(Locale.ROOT, "%,.0f per second", figures.readsPerSecond()));
            return figures;
        }
    }
}
