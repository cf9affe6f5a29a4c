package dev.rollcall.clients;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** What people reported of SCIM services and clients, played on every store, each on a connection of its own. */
@ExtendWith(LiveServers.class)
class ReportedCasesTest {
    private static final List<ReportedCase> CASES = ReportedCase.all();

    @TestFactory
    Stream<DynamicTest> areAnsweredAsIsRight(LiveServers servers) {
        return played(servers.on(StoreKind.SQLITE));
    }

    /** The stores give the same answers, as {@link SameAnswersTest} shows with fewer requests. */
    @TestFactory
    @Tag("long")
    Stream<DynamicTest> areAnsweredAsIsRightOnPostgresqlToo(LiveServers servers) {
        return played(servers.on(StoreKind.POSTGRESQL));
    }

    private static Stream<DynamicTest> played(LiveServer server) {
        return CASES.stream().map(reported -> dynamicTest(reported.id(), () -> reported.play(server.connect())));
    }

    @Test
    void noneIsLost() {
        assertThat(CASES.stream().map(ReportedCase::id)).hasSize(157).doesNotHaveDuplicates();
    }
}
