package dev.rollcall.outbound.engine;

import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.HeadIntent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeadIntentTest {
    @ParameterizedTest
    @CsvSource({
        "CREATE,UPDATE,CREATE", "CREATE,DELETE,LOOK_DELETE", "CREATE,CREATE,CREATE",
        "UPDATE,UPDATE,UPDATE", "UPDATE,DELETE,DELETE", "UPDATE,CREATE,REPLACE",
        "DELETE,CREATE,REPLACE", "DELETE,UPDATE,REPLACE", "DELETE,DELETE,DELETE",
        "LOOK_DELETE,CREATE,REPLACE", "LOOK_DELETE,UPDATE,REPLACE", "LOOK_DELETE,DELETE,LOOK_DELETE",
        "REPLACE,CREATE,REPLACE", "REPLACE,UPDATE,REPLACE", "REPLACE,DELETE,LOOK_DELETE",
        "DELIVER,DELIVER,DELIVER"})
    void whatIsOwedAfterOneMoreEventKeepsTheIntent(HeadIntent waiting, HeadIntent event, HeadIntent owed) {
        assertThat(waiting.then(event)).isEqualTo(owed);
    }

    /** Of every run of events: a subject that may be there is looked for before it is made or forgotten. */
    @Test
    void aSubjectThatMayBeAtTheTargetIsNeverTakenForAbsent() {
        for (HeadIntent first : HeadIntent.values()) {
            for (HeadIntent second : HeadIntent.values()) {
                HeadIntent owed = first.then(second);
                if (first != HeadIntent.CREATE && first != HeadIntent.DELIVER) {
                    assertThat(owed).as("%s then %s", first, second).isNotEqualTo(HeadIntent.CREATE);
                }
                if (first == HeadIntent.CREATE) {
                    assertThat(owed).as("%s then %s", first, second)
                            .isNotIn(HeadIntent.UPDATE, HeadIntent.DELETE);
                }
            }
        }
    }

    @Test
    void whatCameWhileItWasDeletedIsMadeAnew() {
        assertThat(HeadIntent.DELETE.then(HeadIntent.CREATE).once(AtTarget.ABSENT)).isEqualTo(HeadIntent.REPLACE);
        assertThat(HeadIntent.CREATE.then(HeadIntent.UPDATE).once(AtTarget.PRESENT)).isEqualTo(HeadIntent.UPDATE);
        assertThat(HeadIntent.CREATE.then(HeadIntent.DELETE).once(AtTarget.PRESENT)).isEqualTo(HeadIntent.DELETE);
        assertThat(HeadIntent.CREATE.once(AtTarget.UNKNOWN)).isEqualTo(HeadIntent.CREATE);
    }
}
