package io.ignitezs.crash;

import java.io.IOException;
import java.nio.file.Path;

/** What a test does before a file operation: looks at it, holds it up, or lets it fail. */
interface FileHook {
    FileHook NONE = (event, file) -> { };

    void before(IoEvent event, Path file) throws IOException;
}
