package dev.rollcall.checked;

import dev.rollcall.clients.LiveServers;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every vice of {@link VicesTest}'s table. */
@ExtendWith(LiveServers.class)
class VicesAtFullSize {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "THROTTLED")
    void theFirstHeadlineNamesIt(Mutant vice, LiveServers servers) {
        VicesTest.demand(vice, servers);
    }
}
