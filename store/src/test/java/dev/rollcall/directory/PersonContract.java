package dev.rollcall.directory;

import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.message.Urns;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;

/** Who a person is, on every engine. */
abstract class PersonContract {
    private House house;

    abstract Storage storage();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(storage(), test.getDisplayName().hashCode());
    }

    @Test
    void twoPeopleWithOneExternalIdAreTwoForEver() {
        String first = person(house, "first", "E-1");
        String second = person(house, "second", "E-1");
        assertThat(subject(house, first)).isEqualTo("E-1");
        assertThat(subject(house, second)).isEqualTo(second);
        house.patch(USER, first, "[{'op':'replace','path':'externalId','value':'E-2'}]");
        assertThat(subject(house, first)).as("made once").isEqualTo("E-1");
        assertThat(subject(house, second)).isEqualTo(second);
        house.delete(USER, first);
        String third = person(house, "first", "E-1");
        assertThat(subject(house, third)).as("never somebody else's").isEqualTo(third);
        String fourth = person(house, "fourth", "E-2");
        assertThat(subject(house, fourth)).as("nobody was made with it").isEqualTo("E-2");
    }

    @Test
    void aSamlConnectionsPeopleAreCalledByTheUserNameAsItCame() {
        House saml = house.withConnection(Strategy.SAMLP);
        String id = person(saml, "BJensen@Acme.example", "E-1");
        assertThat(subject(saml, id)).isEqualTo("BJensen@Acme.example");
        saml.put(USER, id, "{'schemas':['" + Urns.USER + "'],'userName':'babs@acme.example'}");
        assertThat(subject(saml, id)).isEqualTo("BJensen@Acme.example");
        String group = saml.group("everybody", List.of(id));
        saml.delete(USER, id);
        assertThat(saml.memberValues(group)).isEmpty();
        String again = person(saml, "BJensen@Acme.example", "E-1");
        assertThat(subject(saml, again)).isEqualTo(again);
    }

    @Test
    void aSubjectThatNoIndexHoldsWholeIsNone() {
        String id = person(house, "long", "x".repeat(1_025));
        assertThat(subject(house, id)).isEqualTo(id);
        assertThat(house.get(USER, id).path("externalId").stringValue()).hasSize(1_025);
    }

    private static String person(House house, String userName, String externalId) {
        return house.create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'" + userName + "','externalId':'"
                + externalId + "'}").path("id").stringValue();
    }

    private static String subject(House house, String id) {
        return house.storage
                .read(Share.HOUSE, session -> session.identities().subjects(house.connection().id(), List.of(id)))
                .get(id);
    }
}
