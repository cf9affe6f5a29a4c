package dev.rollcall.hardship;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the JVM of a process says of itself: how much it holds, and which threads it has. Asked by the JDK's jcmd.
 *
 * @param process its number in the system
 */
record Vitals(long process) {
    private static final Pattern USED = Pattern.compile("heap .* used (\\d+)K");
    private static final Pattern THREAD = Pattern.compile("^\"(.*)\" #(\\d+) ", Pattern.MULTILINE);

    /** Those that come and go with the work: of pools that shrink, of the JVM, and of these very questions. */
    private static final Pattern PASSING = Pattern.compile(
            "ForkJoinPool.*|.*connection-(adder|closer).*|Attach Listener|.*CompilerThread.*|Thread-\\d+|");

    /** Bytes of the heap that are still in use after a collection. */
    long heapInUse() throws IOException {
        ask("GC.run");
        MatchResult used = USED.matcher(ask("GC.heap_info")).results().findFirst().orElseThrow();
        return Long.parseLong(used.group(1)) << 10;
    }

    /** The names of the platform threads that should be there as long as the service is, by their numbers. */
    Map<Long, String> lastingThreads() throws IOException {
        Map<Long, String> names = new TreeMap<>();
        THREAD.matcher(ask("Thread.print"))
                .results()
                .filter(thread -> !PASSING.matcher(thread.group(1)).matches())
                .forEach(thread -> names.put(Long.valueOf(thread.group(2)), thread.group(1)));
        assertThat(names).containsValue("upkeep");
        return names;
    }

    private String ask(String question) throws IOException {
        Process jcmd = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process), question))
                .redirectErrorStream(true)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
