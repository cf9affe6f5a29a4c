package dev.rollcall.clients;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** What people reported of SCIM services and clients, played on every store, each on a connection of its own. */
@ExtendWith(LiveServers.class)
class ReportedCasesTest {
    private static final List<ReportedCase> CASES = ReportedCase.all();

    @TestFactory
    Stream<DynamicContainer> areAnsweredAsIsRight(LiveServers servers) {
        return Arrays.stream(StoreKind.values())
                .map(kind -> dynamicContainer(kind.name(), CASES.stream()
                        .map(reported -> dynamicTest(
                                reported.id(), () -> reported.play(servers.on(kind).connect())))));
    }

    @Test
    void noneIsLost() {
        assertThat(CASES.stream().map(ReportedCase::id)).hasSize(157).doesNotHaveDuplicates();
    }
}
