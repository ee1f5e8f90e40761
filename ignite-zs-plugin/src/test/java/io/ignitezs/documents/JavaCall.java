package io.ignitezs.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A call of Java, and what is wrong with it: a class without {@code main}, options and properties that no source has. */
final class JavaCall {
    private final List<String> wrong = new ArrayList<>();
    private final List<String> properties = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Sources sources;
    private String mainClass;

    private JavaCall(Sources sources) {
        this.sources = sources;
    }

    /** @param words the program's name first */
    static List<String> check(List<String> words, Sources sources) throws IOException {
        JavaCall call = new JavaCall(sources);
        call.take(withFiles(words.subList(1, words.size())));
        call.check();
        return call.wrong;
    }

    /** As Java does it: {@code @file} stands for the words in a file. */
    private static List<String> withFiles(List<String> words) throws IOException {
        List<String> all = new ArrayList<>();
        for (String word : words)
            if (word.startsWith("@"))
                Files.readAllLines(Path.of(word.substring(1))).stream().filter(line -> !line.startsWith("#"))
                    .forEach(line -> all.addAll(List.of(line.split(" +"))));
            else
                all.add(word);
        return all;
    }

    private void take(List<String> words) {
        int i = 0;
        for (; words.get(i).startsWith("-") && !words.get(i).equals("-jar"); i += words.get(i).equals("-cp") ? 2 : 1)
            if (words.get(i).startsWith("-D"))
                properties.add(words.get(i).substring(2).split("=")[0]);
        boolean isJar = words.get(i).equals("-jar");
        mainClass = isJar ? Poms.mainClass(Path.of("pom.xml")) : words.get(i);
        arguments.addAll(words.subList(i + (isJar ? 2 : 1), words.size()));
    }

    private void check() {
        String itsPackage = mainClass.substring(0, mainClass.lastIndexOf('.'));
        boolean isOurs = mainClass.startsWith("io.ignitezs.");
        require(isOurs ? sources.of(mainClass).filter(source -> source.contains("static void main(String[]")).isPresent() : isOfLibrary(),
            "no main class: " + mainClass);
        properties.stream().filter(name -> !name.matches("(?:java\\.|IGNITE_).*"))
            .forEach(name -> require(sources.haveLiteral(name, "io.ignitezs"), "no such property: " + name));
        arguments.stream().filter(word -> isOurs && word.startsWith("--"))
            .forEach(word -> require(sources.haveLiteral(word, itsPackage), "no such option: " + word));
    }

    private boolean isOfLibrary() {
        return getClass().getClassLoader().getResource(mainClass.replace('.', '/') + ".class") != null;
    }

    private void require(boolean right, String message) {
        if (!right)
            wrong.add(message);
    }
}
