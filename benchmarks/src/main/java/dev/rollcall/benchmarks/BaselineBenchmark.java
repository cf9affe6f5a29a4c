package dev.rollcall.benchmarks;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** What the harness itself costs, to read the other numbers against. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BaselineBenchmark {
    @Benchmark
    public ConnectionId connectionId() {
        return new ConnectionId("con_0123456789abcdef");
    }
}
