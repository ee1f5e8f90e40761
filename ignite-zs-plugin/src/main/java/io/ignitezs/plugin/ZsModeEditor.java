package io.ignitezs.plugin;

import java.beans.PropertyEditorSupport;
import java.util.Locale;
import java.util.stream.Stream;

/** Lets Spring, which finds it by its name, read a {@link ZsMode}, and say what is allowed if it cannot. */
public final class ZsModeEditor extends PropertyEditorSupport {
    @Override public void setAsText(String text) {
        setValue(parse("mode", text));
    }

    static ZsMode parse(String property, String text) {
        String name = text.trim().toUpperCase(Locale.ROOT);
        return Stream.of(ZsMode.values()).filter(mode -> mode.name().equals(name)).findFirst()
            .orElseThrow(() -> BadConfiguration.refuse(property, text, NodeConfiguration.modes()));
    }
}
