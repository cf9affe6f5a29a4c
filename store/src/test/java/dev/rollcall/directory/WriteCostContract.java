package dev.rollcall.directory;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.store.fault.Faults;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static dev.rollcall.directory.House.GROUP;
import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many statements an identity provider's requests cost where nothing of the connection's settings asks for more: the
 * transaction's own beginning and end included, on every engine. Whoever adds one sees it here.
 */
abstract class WriteCostContract {
    private House house;

    /** A storage whose connections tell what they are asked. */
    abstract Storage storage();

    /** Whom they tell. */
    abstract Faults faults();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
        house.create(USER, user("warm", "X0"));
    }

    /** The number that holds on the engine. */
    abstract int on(int sqlite, int postgres);

    /** Before people and management were, the changes took 13 and 11. */
    @Test
    void theWritesOfAUser() {
        String id = house.user("eve");
        cost("POST with an externalId", on(6, 6), () -> house.create(USER, user("bob", "X2")));
        cost("POST", on(6, 6), () -> house.user("carl"));
        cost("PATCH active", on(9, 8),
                () -> house.patch(USER, id, "[{'op':'replace','path':'active','value':false}]"));
        cost("PUT", on(9, 8), () -> house.put(USER, id, user("eve", "X3")));
        cost("DELETE", on(12, 11), () -> house.delete(USER, id));
    }

    /** Before, the addition took 11 and 10. */
    @Test
    void theWritesOfAGroup() {
        String user = house.user("eve");
        String id = house.group("g", List.of());
        cost("PATCH members", on(10, 9),
                () -> house.patch(GROUP, id, "[{'op':'add','path':'members','value':[{'value':'" + user + "'}]}]"));
        cost("DELETE of a member", on(26, 24), () -> house.delete(USER, user));
        cost("DELETE", on(13, 14), () -> house.delete(GROUP, id));
    }

    private static String user(String name, String externalId) {
        return "{'schemas':['" + Urns.USER + "'],'userName':'" + name + "','externalId':'" + externalId + "'}";
    }

    private void cost(String request, int statements, Runnable write) {
        faults().watch();
        write.run();
        assertThat(faults().seen()).as(request).hasSize(statements);
    }
}
