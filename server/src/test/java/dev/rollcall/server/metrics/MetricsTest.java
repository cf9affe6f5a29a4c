package dev.rollcall.server.metrics;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsTest {
    @Test
    @Timeout(60)
    void countersGoOnAfterAGarbageCollection() {
        AtomicLong count = new AtomicLong(1);
        try (Metrics metrics = new Metrics(List.of(Figure.counter("rollcall.test", "A test", count::get)))) {
            assertThat(metrics.text()).contains("rollcall_test_total 1.0");
            WeakReference<Object> garbage = new WeakReference<>(new Object());
            while (garbage.get() != null) {
                System.gc();
            }
            count.set(2);
            assertThat(metrics.text()).contains("rollcall_test_total 2.0");
        }
    }
}
