package io.ignitezs.documents;

import io.ignitezs.crash.Directories;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A copy of what scripts need of this repository, and an Ignite home. Commands run there with a stub in place of each program that takes long. */
final class Sandbox {
    private static final Path STUB = Path.of("src/test/resources/io/ignitezs/documents/stub.sh");
    /** Two of its patches are enough to see what {@code mutate.sh} does. */
    private static final String MUTATION = "ignite-zs-plugin/src/mutation/pool/";
    private static final List<String> COPIED = List.of("pom.xml", ".ci", "config", "examples/pom.xml", "ignite-zs-plugin/pom.xml",
        "ignite-zs-plugin/src/jcstress", MUTATION + "free-ignores-readers.patch", MUTATION + "free-keeps-generation.patch");

    /** Looked at only by what the stubs stand for. */
    private static final List<String> EMPTY = List.of("examples/src/main", "ignite-zs-plugin/src/main/java");
    private static final long MOST_MINUTES = 5;

    private final Path directory;
    private final Path project;
    private final Path home;
    private final Path calls;
    private final Map<String, String> environment = new TreeMap<>();
    private final String plugin = Poms.finalName(Path.of("pom.xml"));

    Sandbox(Path directory) throws IOException {
        this.directory = directory.toRealPath();
        project = this.directory.resolve("project");
        home = this.directory.resolve("home");
        calls = this.directory.resolve("calls");
        for (String each : COPIED)
            copy(Path.of("..", each), project.resolve(each));
        for (String each : EMPTY)
            Files.createDirectories(project.resolve(each));
        for (Path script : ShellCommands.scripts())
            copy(script, project.resolve("ignite-zs-plugin").resolve(script).normalize());
        for (String program : List.of("mvn", "java", "javac", "git", "unzip", "ignite.sh"))
            copy(STUB, this.directory.resolve("stubs/bin").resolve(program)).toFile().setExecutable(true);
        makePackage(this.directory.resolve("package"));
        makeEnvironment();
    }

    /** As the assembly names what it packs. */
    private void makePackage(Path unpacked) throws IOException {
        touch(unpacked.resolve("libs/ignite-zs-plugin").resolve(plugin + ".jar"));
        copy(Path.of("../config"), unpacked.resolve("config/ignite-zs-plugin"));
        Files.createDirectories(unpacked.resolve("docs/ignite-zs-plugin"));
    }

    private void makeEnvironment() throws IOException {
        environment.put("PATH", Stream.of(directory.resolve("stubs/bin"), project.resolve("ignite-zs-plugin"), System.getenv("PATH"))
            .map(Object::toString).collect(Collectors.joining(File.pathSeparator)));
        environment.put("JAVA_HOME", directory.resolve("stubs").toString());
        environment.put("IGNITE_HOME", home.toString());
        environment.put("TMPDIR", Files.createDirectories(directory.resolve("temporary")).toString());
        environment.put("STUB_CALLS", calls.toString());
        environment.put("STUB_PACKAGE", zip());
        environment.put("STUB_UNPACKED", directory.resolve("package").toString());
    }

    /**
     * Where nothing is built yet.
     * @param more variables of the environment; with an empty value they are taken out of it
     */
    ShellRun run(String command, Map<String, String> more) throws IOException, InterruptedException {
        Directories.delete(project.resolve("examples/target"));
        makeHome();
        Files.deleteIfExists(calls);
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", command).directory(where(command).toFile())
            .redirectInput(new File("/dev/null")).redirectOutput(output.toFile()).redirectErrorStream(true);
        setEnvironment(builder.environment(), more);
        Process process = builder.start();
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES))
            process.destroyForcibly().waitFor();
        return new ShellRun(process.exitValue(), Files.readString(output), calls());
    }

    private void setEnvironment(Map<String, String> target, Map<String, String> more) {
        target.clear();
        target.putAll(environment);
        target.putAll(more);
        target.values().removeIf(String::isEmpty);
    }

    private List<List<String>> calls() throws IOException {
        return Files.exists(calls) ? Files.readAllLines(calls).stream().map(line -> Arrays.asList(line.split("\t"))).collect(Collectors.toList()) : List.of();
    }

    /** Scripts and Maven at the root of the repository, all else where Ignite is. */
    private Path where(String command) {
        boolean ofTheRepository = command.matches("(?:mvn|\\.ci/run|\\S*\\.sh).*") && !command.contains("ignite.sh");
        return ofTheRepository ? project : home;
    }

    /** The package is in it, unpacked and as a file, and ignite-compress. */
    private void makeHome() throws IOException {
        Directories.delete(home);
        copy(directory.resolve("package"), home);
        copy(STUB, home.resolve("bin/ignite.sh")).toFile().setExecutable(true);
        for (String file : List.of("my.xml", zip(), "libs/ignite-compress/lz4-java-1.8.0.jar", "libs/ignite-compress/zstd-jni-1.5.5-5.jar"))
            touch(home.resolve(file));
    }

    private String zip() {
        return plugin + "-bin.zip";
    }

    private static void touch(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    /** A file, or a directory with all that is in it. */
    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.collect(Collectors.toList()))
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
        return to;
    }
}
