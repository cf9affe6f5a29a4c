package dev.rollcall.directory.identifier;

import java.time.Clock;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GroupIdTest {
    @Test
    void isMadeOfTheScimIdAndBack() {
        IdSource ids = new IdSource(Clock.systemUTC(), new Random(7));
        for (int i = 0; i < 1_000; i++) {
            String scimId = ids.next();
            String groupId = GroupId.of(scimId);
            assertThat(groupId).matches("grp_[1-9A-HJ-NP-Za-km-z]{22}");
            assertThat(GroupId.scimId(groupId)).contains(scimId);
        }
        for (String edge : new String[]{"00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff"}) {
            assertThat(GroupId.scimId(GroupId.of(edge))).contains(edge);
        }
    }

    @Test
    void whatIsNoIdIsNoGroups() {
        String id = GroupId.of(new UUID(1, 2).toString());
        for (String other : new String[]{
            "", "grp_", id + "1", id.substring(1), id.replace("grp_", "usr_"), "grp_" + "0".repeat(22),
            "grp_" + "z".repeat(22)
        }) {
            assertThat(GroupId.scimId(other)).as(other).isEmpty();
        }
    }
}
