package dev.rollcall.client.entra;

import dev.rollcall.client.Handwritten;
import dev.rollcall.client.reader.StrictReader;
import dev.rollcall.client.target.AttributeDifference;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.scim.message.Urns;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;

import static dev.rollcall.client.entra.Attributes.added;
import static dev.rollcall.client.entra.Attributes.bool;
import static dev.rollcall.client.entra.Attributes.of;
import static dev.rollcall.client.entra.Attributes.replaced;
import static dev.rollcall.client.entra.Attributes.text;
import static dev.rollcall.client.entra.EntraDialect.AAD_OPT_SCIM_062020;
import static dev.rollcall.client.entra.EntraDialect.CUSTOMAPPSSO;
import static dev.rollcall.client.entra.EntraDialect.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

/** Every row of the matrix in section 3.7 of entra.md, and the forms of 3.9 to 3.16, in each dialect. */
class DialectMatrixTest {
    private static final String URN = Urns.ENTERPRISE_USER;

    @ParameterizedTest
    @EnumSource(value = EntraDialect.class, names = "AAD_OPT_SCIM_062020", mode = Mode.EXCLUDE)
    void withoutTheFlagADisableIsText(EntraDialect dialect) {
        assertOperations(dialect, c -> c.disable("1", bool(true)), "{op:'Replace',path:'active',value:'False'}");
        assertOperations(dialect, c -> c.disable("1", Optional.empty()), "{op:'Add',path:'active',value:'False'}");
    }

    @Test
    void withTheFlagADisableIsABoolean() {
        assertOperations(AAD_OPT_SCIM_062020, c -> c.disable("1", bool(true)),
                "{op:'replace',path:'active',value:false}");
        assertOperations(AAD_OPT_SCIM_062020, c -> c.disable("1", Optional.empty()),
                "{op:'add',path:'active',value:false}");
    }

    @ParameterizedTest
    @EnumSource(EntraDialect.class)
    void whoIsDisabledIsNotDisabledAgain(EntraDialect dialect) {
        assertOperations(dialect, c -> c.disable("1", bool(false)));
        assertOperations(dialect, c -> c.disable("1", text("False")));
    }

    @Test
    void aRestoreHasTheValueOfTheMapping() {
        List<AttributeDifference> restored = List.of(new AttributeDifference("active", bool(false), text("True")));
        assertOperations(DEFAULT, c -> c.update(ObjectType.USER, "1", restored),
                "{op:'Replace',path:'active',value:'True'}");
        assertOperations(AAD_OPT_SCIM_062020, c -> c.update(ObjectType.USER, "1", restored),
                "{op:'replace',path:'active',value:true}");
    }

    @ParameterizedTest
    @EnumSource(EntraDialect.class)
    void aSingleValueIsAddedByItsPath(EntraDialect dialect) {
        String verb = dialect == AAD_OPT_SCIM_062020 ? "add" : "Add";
        assertOperations(dialect, c -> c.update(ObjectType.USER, "1", added("nickName", "Babs")),
                "{op:'" + verb + "',path:'nickName',value:'Babs'}");
    }

    @ParameterizedTest
    @EnumSource(value = EntraDialect.class, names = {"DEFAULT", "AZURE_AD_SCIM_PATCH_2017"})
    void withoutTheFlagEachReplacedValueHasItsOwnOperation(EntraDialect dialect) {
        assertOperations(dialect, c -> c.update(ObjectType.USER, "1", manyReplaced()),
                "{op:'Replace',path:'displayName',value:'A'}",
                "{op:'Replace',path:'emails[type eq \"work\"].value',value:'a@b'}",
                "{op:'Replace',path:'name.givenName',value:'B'}",
                "{op:'Replace',path:'" + URN + ":department',value:'C'}");
    }

    @Test
    void withTheFlagWhatHasNoFilterIsMergedBehindWhatHasOne() {
        assertOperations(AAD_OPT_SCIM_062020, c -> c.update(ObjectType.USER, "1", manyReplaced()),
                "{op:'replace',path:'emails[type eq \"work\"].value',value:'a@b'}",
                "{op:'replace',value:{displayName:'A','name.givenName':'B','" + URN + ":department':'C'}}");
    }

    @Test
    void withTheFlagASingleReplacedValueKeepsItsPathAndAddsStayApart() {
        assertOperations(AAD_OPT_SCIM_062020, c -> c.update(ObjectType.USER, "1", replaced("title", "A")),
                "{op:'replace',path:'title',value:'A'}");
        List<AttributeDifference> mixed = new ArrayList<>(replaced("title", "A", "active", "True"));
        mixed.addAll(added("nickName", "B", "phoneNumbers[type eq \"mobile\"].value", "1"));
        assertOperations(AAD_OPT_SCIM_062020, c -> c.update(ObjectType.USER, "1", mixed),
                "{op:'add',path:'phoneNumbers[type eq \"mobile\"].value',value:'1'}",
                "{op:'add',path:'nickName',value:'B'}",
                "{op:'replace',value:{title:'A',active:true}}");
    }

    @Test
    void theJobOf2018HasADotBehindTheUrnAndFiltersWithoutQuotes() {
        assertOperations(CUSTOMAPPSSO, c -> c.update(ObjectType.USER, "1", manyReplaced()),
                "{op:'Replace',path:'displayName',value:'A'}",
                "{op:'Replace',path:'emails[type eq work].value',value:'a@b'}",
                "{op:'Replace',path:'name.givenName',value:'B'}",
                "{op:'Replace',path:'" + URN + ".department',value:'C'}");
    }

    @Test
    void aMappingOfTheJobOf2018IsSpelledAsTheDialectSpellsIt() {
        List<AttributeDifference> dotted = replaced(URN + ".department", "C");
        assertOperations(DEFAULT, c -> c.update(ObjectType.USER, "1", dotted),
                "{op:'Replace',path:'" + URN + ":department',value:'C'}");
        assertOperations(CUSTOMAPPSSO, c -> c.update(ObjectType.USER, "1", dotted),
                "{op:'Replace',path:'" + URN + ".department',value:'C'}");
    }

    @Test
    void membersAreAddedAsAList() {
        String list = "path:'members',value:[{value:'a'},{value:'b'}]}";
        for (EntraDialect dialect : List.of(DEFAULT, EntraDialect.AZURE_AD_SCIM_PATCH_2017)) {
            assertOperations(dialect, c -> c.addMembers("1", List.of("a", "b")), "{op:'Add'," + list);
        }
        assertOperations(AAD_OPT_SCIM_062020, c -> c.addMembers("1", List.of("a", "b")), "{op:'add'," + list);
        assertOperations(CUSTOMAPPSSO, c -> c.addMembers("1", List.of("a")),
                "{op:'Add',path:'members',value:[{'$ref':null,value:'a'}]}");
        assertOperations(DEFAULT, c -> c.addMembers("1", List.of()));
    }

    @Test
    void membersAreRemovedAsAListOrByFilters() {
        for (EntraDialect dialect : List.of(DEFAULT, EntraDialect.AZURE_AD_SCIM_PATCH_2017)) {
            assertOperations(dialect, c -> c.removeMembers("1", List.of("a", "b")),
                    "{op:'Remove',path:'members',value:[{value:'a'},{value:'b'}]}");
        }
        assertOperations(AAD_OPT_SCIM_062020, c -> c.removeMembers("1", List.of("a", "b")),
                "{op:'remove',path:'members[value eq \"a\"]'}", "{op:'remove',path:'members[value eq \"b\"]'}");
        assertOperations(CUSTOMAPPSSO, c -> c.removeMembers("1", List.of("a")),
                "{op:'Remove',path:'members',value:[{'$ref':null,value:'a'}]}");
        assertOperations(DEFAULT, c -> c.removeMembers("1", List.of()));
    }

    @Test
    void theManagerIsTextBelowItsUrn() {
        Optional<String> a = Optional.of("a");
        Optional<String> b = Optional.of("b");
        for (EntraDialect dialect : List.of(DEFAULT, EntraDialect.AZURE_AD_SCIM_PATCH_2017)) {
            assertOperations(dialect, c -> c.setManager("1", Optional.empty(), b),
                    "{op:'Add',path:'" + URN + ":manager',value:'b'}");
            assertOperations(dialect, c -> c.setManager("1", a, b),
                    "{op:'Replace',path:'" + URN + ":manager',value:'b'}");
            assertOperations(dialect, c -> c.setManager("1", a, Optional.empty()),
                    "{op:'Remove',path:'" + URN + ":manager'}");
        }
        assertOperations(AAD_OPT_SCIM_062020, c -> c.setManager("1", Optional.empty(), b),
                "{op:'add',path:'" + URN + ":manager',value:'b'}");
        assertOperations(AAD_OPT_SCIM_062020, c -> c.setManager("1", a, b),
                "{op:'replace',path:'" + URN + ":manager',value:'b'}");
        assertOperations(AAD_OPT_SCIM_062020, c -> c.setManager("1", a, Optional.empty()),
                "{op:'remove',path:'manager[value eq \"a\"]'}");
        assertOperations(CUSTOMAPPSSO, c -> c.setManager("1", Optional.empty(), b),
                "{op:'Add',path:'manager',value:[{'$ref':'https://host/scim/Users/b',value:'b'}]}");
        assertOperations(CUSTOMAPPSSO, c -> c.setManager("1", a, b),
                "{op:'Replace',path:'" + URN + ".manager',value:'b'}");
        assertOperations(CUSTOMAPPSSO, c -> c.setManager("1", a, Optional.empty()),
                "{op:'Remove',path:'" + URN + ".manager'}");
        assertOperations(DEFAULT, c -> c.setManager("1", a, a));
    }

    @Test
    void rolesOfAComplexAssignmentAreAddedAsTextAndAssertiveOnesReplaced() {
        JsonNode complex = Handwritten.json("[{id:'7',primary:false,type:'t',display:'Admin',value:'admin'}]");
        JsonNode assertive = Handwritten.json("[{primary:false,type:'t',display:'Admin',value:'admin'}]");
        assertOperations(DEFAULT, c -> c.update(ObjectType.USER, "1", replaced("roles", complex)),
                "{op:'Add',path:'roles',value:[{value:'{\\\"id\\\":\\\"7\\\",\\\"value\\\":\\\"admin\\\","
                        + "\\\"displayName\\\":\\\"Admin\\\"}'}]}");
        assertOperations(DEFAULT, c -> c.update(ObjectType.USER, "1", added("roles", assertive)),
                "{op:'Replace',path:'roles',value:" + assertive + "}");
    }

    @Test
    void anAttributeWithoutAValueIsRemovedOnlyWhenTheJobSaysSo() {
        List<AttributeDifference> removed = List.of(new AttributeDifference("title", text("A"), Optional.empty()));
        assertOperations(DEFAULT, c -> c.update(ObjectType.USER, "1", removed), "{op:'Remove',path:'title'}");
        assertOperations(AAD_OPT_SCIM_062020, c -> c.update(ObjectType.USER, "1", removed),
                "{op:'remove',path:'title'}");
        assertOperations(DEFAULT, c -> c.update(ObjectType.USER, "1", List.of()));
    }

    @ParameterizedTest
    @EnumSource(EntraDialect.class)
    void aGroupIsCreatedWithTheSchemasOfItsTime(EntraDialect dialect) {
        String legacy = dialect == CUSTOMAPPSSO
                ? ",'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'"
                : "";
        String members = dialect == CUSTOMAPPSSO ? "" : ",members:[]";
        RecordingTransport transport = new RecordingTransport();
        client(transport, dialect).create(ObjectType.GROUP, of("displayName", "Org Admin", "externalId", "0a"));
        assertThat(transport.sent()).isEqualTo(Handwritten.json("{schemas:['" + Urns.GROUP + "'" + legacy
                + "],displayName:'Org Admin',externalId:'0a'" + members + ",meta:{resourceType:'Group'}}"));
    }

    private static List<AttributeDifference> manyReplaced() {
        return replaced("displayName", "A", "emails[type eq \"work\"].value", "a@b", "name.givenName", "B",
                URN + ":department", "C");
    }

    private static void assertOperations(EntraDialect dialect, Consumer<EntraClient> action, String... operations) {
        RecordingTransport transport = new RecordingTransport();
        action.accept(client(transport, dialect));
        if (operations.length == 0) {
            assertThat(transport.requests).isEmpty();
            return;
        }
        assertThat(transport.sent()).isEqualTo(Handwritten.json(
                "{schemas:['" + Urns.PATCH_OP + "'],Operations:[" + String.join(",", operations) + "]}"));
    }

    private static EntraClient client(RecordingTransport transport, EntraDialect dialect) {
        ClientOptions options = ClientOptions.defaults()
                .withBase(URI.create("https://host/scim/"))
                .withReferenceChecks(false);
        return EntraClient.of(transport, StrictReader.complete(), dialect, options, new Random(1));
    }
}
