package dev.rollcall.directory.storage;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The shape of the port: what a session is, and that whoever reads cannot write. */
class SessionTest {
    @Test
    void aSessionOnlyHandsOutAggregates() {
        assertThat(WriteSession.class.getMethods()).hasSizeGreaterThan(8).allSatisfy(method -> {
            assertThat(method.getParameterCount()).as("parameters of %s", method).isZero();
            assertThat(method.getReturnType()).as("what %s hands out", method).isInterface();
            assertThat(method.getReturnType().getPackage()).isEqualTo(WriteSession.class.getPackage());
        });
    }

    @Test
    void whoeverReadsCannotWrite() throws NoSuchMethodException {
        for (Method accessor : ReadSession.class.getMethods()) {
            Class<?> view = accessor.getReturnType();
            Class<?> store = WriteSession.class.getDeclaredMethod(accessor.getName()).getReturnType();
            assertThat(view).as("what %s hands out to whoever writes", accessor.getName()).isAssignableFrom(store);
            assertThat(signatures(store)).as("writes of %s", store)
                    .isNotEmpty()
                    .doesNotContainAnyElementsOf(
                            signatures(view));
            assertThat(view.getMethods()).as("reads, which answer something")
                    .isNotEmpty()
                    .allSatisfy(
                            method -> assertThat(method.getReturnType()).isNotEqualTo(void.class));
        }
    }

    private static List<String> signatures(Class<?> aggregate) {
        return Stream.of(aggregate.getDeclaredMethods())
                .map(method -> method.getName() + List.of(method.getParameterTypes()))
                .toList();
    }
}
