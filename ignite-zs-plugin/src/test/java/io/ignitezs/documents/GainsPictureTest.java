package io.ignitezs.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The README's picture shows the figures of the document. With {@code -Dpicture.write=true} it is drawn again. */
class GainsPictureTest {
    @Test void showsTheFigures() throws IOException {
        GainsPicture picture = new GainsPicture(Documents.read(GainsPicture.FIGURES));
        assertEquals(3, picture.workloads());
        if (Boolean.getBoolean("picture.write"))
            Files.writeString(GainsPicture.PICTURE, picture.svg());
        assertEquals(picture.svg(), Documents.read(GainsPicture.PICTURE));
    }
}
