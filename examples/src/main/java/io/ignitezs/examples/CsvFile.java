package io.ignitezs.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file (RFC 4180, UTF-8), record by record; whatever is wrong with it is said as file:line. */
final class CsvFile {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

    private final Path path;

    CsvFile(Path path) {
        this.path = path;
    }

    /** @param visitor receives the header, too; fields are counted against it */
    void forEach(RecordVisitor visitor) throws BadInputException {
        if (Files.exists(path) && !Files.isRegularFile(path))
            throw new BadInputException(path + ": not a regular file; it is read several times");
        try (Reader reader = open(); CSVParser parser = FORMAT.parse(reader)) {
            visitAll(parser, visitor);
        }
        catch (CharacterCodingException e) {
            throw new BadInputException(path + ":" + firstLineNotUtf8() + ": not valid UTF-8");
        }
        catch (NoSuchFileException e) {
            throw new BadInputException(path + ": no such file");
        }
        catch (IOException e) {
            throw new BadInputException(path + ": cannot be read: " + e.getMessage());
        }
    }

    BadInputException at(long line, String message) {
        return new BadInputException(path + ":" + line + ": " + message);
    }

    private void visitAll(CSVParser parser, RecordVisitor visitor) throws IOException, BadInputException {
        Iterator<CSVRecord> records = parser.iterator();
        int fields = -1;
        long line = 1;
        while (hasNext(records, line)) {
            CSVRecord record = records.next();
            if (fields < 0)
                fields = record.size();
            else if (record.size() != fields)
                throw at(line, record.size() + " fields where the header has " + fields);
            if (!visitor.visit(line, record.values()))
                return;
            line = parser.getCurrentLineNumber() + 1;
        }
    }

    /** The parser reads a record here, and says what is wrong with it in an exception of its own. */
    private boolean hasNext(Iterator<CSVRecord> records, long line) throws IOException, BadInputException {
        try {
            return records.hasNext();
        }
        catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException)
                throw e.getCause();
            throw at(line, "malformed: " + e.getCause().getMessage());
        }
    }

    private Reader open() throws IOException {
        BufferedReader reader = new BufferedReader(
            new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8.newDecoder()), 1 << 16);
        reader.mark(1);
        if (reader.read() != '\uFEFF')
            reader.reset();
        return reader;
    }

    /** Decoded in blocks, the file has no line numbers; decoded byte by byte of Latin-1, it has. */
    private long firstLineNotUtf8() {
        long line = 1;
        try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            for (String text = reader.readLine(); text != null && isUtf8(text); text = reader.readLine())
                line++;
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line;
    }

    private static boolean isUtf8(String bytesAsLatin1) {
        byte[] bytes = bytesAsLatin1.getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.equals(bytes, new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
    }

    /** Takes one record after another. */
    interface RecordVisitor {
        /** @return false to see no more */
        boolean visit(long line, String[] fields) throws BadInputException;
    }
}
