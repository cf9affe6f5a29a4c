package dev.rollcall.entra.mapping;

import dev.rollcall.client.target.ObjectType;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ObjectMappingTest {
    /** A job's digest is made of it, and must be the same in the next process. */
    @Test
    void itsTextDoesNotDependOnTheOrderInWhichTheFlowsWereGiven() {
        List<ObjectFlow> backwards = List.of(ObjectFlow.DELETE, ObjectFlow.UPDATE, ObjectFlow.CREATE);

        var mapping = new ObjectMapping(ObjectType.USER, true, List.of(), new LinkedHashSet<>(backwards));

        assertThat(mapping.toString()).contains("[CREATE, UPDATE, DELETE]");
        assertThat(mapping.flows()).containsExactlyInAnyOrderElementsOf(backwards);
    }
}
