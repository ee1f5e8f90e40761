package io.ignitezs.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ignitezs.tier.Student;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many pages are looked at, and what follows from them. */
class SampleTest {
    @ParameterizedTest
    @CsvSource({"5%, 1000, 50", "0.1%, 1000, 1", "100%, 7, 7", "20, 1000, 20", "20, 7, 7", "0.01%, 5, 1"})
    void size(String text, long pages, long expected) {
        assertEquals(expected, SampleSize.parse(text).of(pages));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0%", "101%", "-5", "5 %", "many", "1e3", "%"})
    void badSize(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> SampleSize.parse(text)).getMessage();
        assertTrue(message.contains("value=" + text) && message.contains("allowed="), message);
    }

    /** From printed tables. */
    @ParameterizedTest
    @CsvSource({"1, 12.706", "4, 2.776", "5, 2.571", "10, 2.228", "30, 2.042", "1000, 1.962"})
    void quantile(int freedom, double expected) {
        assertEquals(expected, Student.quantile(freedom), 0.005);
    }

    @Test void talliesAddUp() {
        Random random = new Random(1);
        Tally all = new Tally();
        Tally first = new Tally();
        Tally second = new Tally();
        for (int i = 0; i < 1000; i++) {
            double value = 1e6 + random.nextGaussian();
            all.add(value);
            (i < 300 ? first : second).add(value);
        }
        first.add(second);
        first.add(new Tally());
        assertEquals(all.count(), first.count());
        assertEquals(all.mean(), first.mean(), 1e-6);
        assertEquals(all.variance(), first.variance(), 1e-6);
        assertEquals(1, all.variance(), 0.2);
    }
}
