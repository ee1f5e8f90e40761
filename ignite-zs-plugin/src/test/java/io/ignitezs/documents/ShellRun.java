package io.ignitezs.documents;

import java.util.List;
import java.util.stream.Stream;

/** How a command ended in the {@link Sandbox}. */
final class ShellRun {
    final int code;
    final String output;

    /** Of the stubs: the program's name and its arguments. */
    final List<List<String>> calls;

    ShellRun(int code, String output, List<List<String>> calls) {
        this.code = code;
        this.output = output;
        this.calls = calls;
    }

    Stream<List<String>> calls(String program) {
        return calls.stream().filter(call -> call.get(0).equals(program));
    }

    @Override public String toString() {
        return "exit code " + code + ", calls " + calls + ", output " + output;
    }
}
