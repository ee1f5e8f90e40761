package io.ignitezs.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A model's changes in a file, each with one write, so that a process that is killed leaves all that it wrote. */
final class RowJournal implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    RowJournal(Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** Makes the model what it was when the last process that wrote here ended, and writes its changes from now on. */
    void restore(RowModel model) throws IOException {
        String lines = Files.readString(file);
        int end = lines.lastIndexOf('\n') + 1;
        lines.substring(0, end).lines().forEach(model::replay);
        channel.truncate(end);
        model.journal(this::write);
    }

    @Override public void close() throws IOException {
        channel.close();
    }

    private void write(String line) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + '\n');
        try {
            while (bytes.hasRemaining())
                channel.write(bytes);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
