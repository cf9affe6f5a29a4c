package dev.rollcall.client.entra;

import dev.rollcall.client.Handwritten;
import dev.rollcall.client.reader.StrictReader;
import dev.rollcall.client.target.AttributeDifference;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.TargetResource;
import dev.rollcall.scim.message.Urns;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static dev.rollcall.client.entra.Attributes.of;
import static dev.rollcall.client.entra.Attributes.text;
import static org.assertj.core.api.Assertions.assertThat;

class DifferencesTest {
    private static final JsonNode NULL = Handwritten.json("null");

    @Test
    void whatIsAbsentOrEmptyIsAddedAndWhatDiffersReplaced() {
        // StackOverflow 79248955: givenName "" is an Add, familyName "Foo" a Replace.
        assertThat(
                between("name:{givenName:'',familyName:'Foo'},addresses:[]", "name.givenName", "A", "name.familyName",
                        "B", "title", "T", "addresses[type eq \"work\"].country", "DE"))
                .containsExactly(
                        new AttributeDifference("name.givenName", Optional.empty(), text("A")),
                        new AttributeDifference("name.familyName", text("Foo"), text("B")),
                        new AttributeDifference("title", Optional.empty(), text("T")),
                        new AttributeDifference("addresses[type eq \"work\"].country", Optional.empty(), text("DE")));
    }

    @Test
    void whatIsEqualIsNotSent() {
        assertThat(between("userName:'U',active:true,externalId:'e',emails:[{type:'WORK',value:'a@b'}],'"
                + Urns.ENTERPRISE_USER + "':{department:'D'},roles:[{primary:true,value:'r'}]",
                "userName", "u", "active", "True", "externalId", "e", "emails[type eq \"work\"].value", "a@b",
                Urns.ENTERPRISE_USER + ":department", "D", "roles[primary eq \"True\"].value", "r")).isEmpty();
    }

    @Test
    void caseCountsWhereTheSchemaSaysSo() {
        assertThat(paths(between("externalId:'e',displayName:'joy',photos:[{type:'photo',value:'HTTP://x'}]",
                "externalId", "E", "displayName", "Joy", "photos[type eq \"photo\"].value", "http://x")))
                .containsExactly("externalId", "photos[type eq \"photo\"].value");
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertThat(between("DisplayName:'A',emails:[{Type:'work',Value:'a'}]", "displayName", "A",
                "emails[type eq \"work\"].Value", "a")).isEmpty();
    }

    @Test
    void anEmailOfAnotherTypeIsNoWorkEmail() {
        assertThat(between("emails:[{value:'a@b'}]", "emails[type eq \"work\"].value", "a@b")).singleElement()
                .satisfies(difference -> assertThat(difference.seen()).isEmpty());
    }

    @Test
    void nothingIsClearedAndAKnownFaultSendsNullAlong() {
        assertThat(between("title:'T'", "title", NULL)).isEmpty();
        assertThat(between("nickName:'n'", "title", NULL, "nickName", "m")).hasSize(1);
        assertThat(paths(between("title:'T',nickName:'n'", "title", NULL, "nickName", "m")))
                .containsExactly("title", "nickName");
    }

    @Test
    void complexRolesAreOnlyAddedAndAssertiveOnesComparedAsAWhole() {
        JsonNode complex = Handwritten.json("[{id:'1',value:'a'},{id:'2',value:'b'}]");
        assertThat(between("roles:[{value:'a'},{value:'c'}]", "roles", complex)).singleElement()
                .satisfies(d -> assertThat(d.wanted()).contains(Handwritten.json("[{id:'2',value:'b'}]")));
        assertThat(between("roles:[{value:'a'},{value:'b'},{value:'c'}]", "roles", complex)).isEmpty();
        JsonNode assertive = Handwritten.json("[{value:'a'}]");
        assertThat(between("roles:[{value:'a',primary:false}]", "roles", assertive)).isEmpty();
        assertThat(between("roles:[{value:'a'},{value:'c'}]", "roles", assertive)).hasSize(1);
    }

    private static List<String> paths(List<AttributeDifference> differences) {
        return differences.stream().map(AttributeDifference::path).toList();
    }

    private static List<AttributeDifference> between(String seen, Object... wanted) {
        TargetResource resource = new TargetResource(ObjectType.USER, "1", Handwritten.object("{" + seen + "}"));
        EntraClient client = EntraClient.of(new RecordingTransport(), StrictReader.complete(), EntraDialect.DEFAULT);
        return client.differences(resource, of(wanted));
    }
}
