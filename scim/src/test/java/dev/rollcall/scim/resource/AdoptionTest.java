package dev.rollcall.scim.resource;

import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.resource.Adoption.Misfit;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.SchemaReader;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of stored documents when schemas are declared later. */
class AdoptionTest {
    private static final String URN = "urn:example:badge:2.0:User";
    private static final ResourceType TYPE = new ResourceType("User", "/Users", "", StandardSchemas.user().schema(),
            List.of(new ResourceType.Extension(SchemaReader.read(json("{'id':'" + URN + "','attributes':["
                    + "{'name':'level','type':'integer'},{'name':'owner','type':'string','required':true},"
                    + "{'name':'tags','type':'string','multiValued':true},"
                    + "{'name':'pin','type':'string','mutability':'writeOnly','returned':'never'},"
                    + "{'name':'given','type':'integer','mutability':'readOnly'},"
                    + "{'name':'place','type':'complex','subAttributes':[{'name':'floor','type':'integer'},"
                    + "{'name':'desk','type':'integer','mutability':'readOnly'}]}]}")),
                    false)));

    @Test
    void namesGetTheSpellingThatIsDeclaredAndValuesTheirForm() {
        Adoption adoption = adopt("{'userName':'a','" + URN.toUpperCase(Locale.ROOT)
                + "':{'LEVEL':7,'OWNER':'o','Tags':'one','PLACE':{'Floor':1,'other':2},'extra':{'X':1}}}");
        assertThat(adoption.misfits()).isEmpty();
        assertThat(adoption.document().path(URN)).isEqualTo(json(
                "{'level':7,'owner':'o','tags':['one'],'place':{'floor':1,'other':2},'extra':{'X':1}}"));
    }

    @Test
    void aValueThatDoesNotFitStaysAndIsNamedAndNothingIsLost() {
        Adoption adoption = adopt("{'userName':'a','" + URN
                + "':{'level':'seven','tags':['a',{'b':1}],'given':'x','place':{'floor':'top'}}}");
        assertThat(adoption.misfits()).extracting(Misfit::path)
                .containsExactlyInAnyOrder(URN + ":level", URN + ":tags", URN + ":place", URN + ":owner");
        assertThat(adoption.document().path(URN)).isEqualTo(json(
                "{'level':'seven','tags':['a',{'b':1}],'given':'x','place':{'floor':'top'}}"));
    }

    @Test
    void whatIsReadOnlyIsAsItWasStoredPartsIncluded() {
        Adoption adoption = adopt(
                "{'userName':'a','" + URN + "':{'owner':'o','given':7,'place':{'Floor':1,'Desk':12}}}");
        assertThat(adoption.document().path(URN))
                .isEqualTo(json("{'owner':'o','given':7,'place':{'floor':1,'desk':12}}"));
    }

    @Test
    void whatIsWriteOnlyGoesFromAValueThatDoesNotFitToo() {
        ResourceType boxes = new ResourceType("Box", "/Boxes", "",
                SchemaReader.read(json("{'id':'urn:example:box:2.0:Box',"
                        + "'attributes':[{'name':'box','type':'complex','subAttributes':[{'name':'size','type':'integer'},"
                        + "{'name':'code','type':'string','mutability':'writeOnly','returned':'never'}]}]}")),
                List.of());
        ObjectNode stored = json("{'box':{'size':'large','CODE':'s'},'Other':1}");
        assertThat(Adoption.of(boxes, stored, Dialect.tolerant()).document().path("box"))
                .isEqualTo(json("{'size':'large'}"));
        ObjectNode rest = Adoption
                .ofWriteOnly(boxes, json("{'BOX':{'size':'7','CODE':'s'},'Other':1}"), Dialect.tolerant())
                .document();
        assertThat(rest.path("BOX")).isEqualTo(json("{'size':'7'}"));
        assertThat(rest.path("Other").intValue()).isEqualTo(1);
    }

    @Test
    void whatIsWriteOnlyIsNotKeptAndWhatStandsTwiceStaysAsItWasRegistered() {
        Adoption adoption = adopt("{'userName':'a','" + URN + "':{'pin':'1','LEVEL':1,'level':2,'owner':'o'}}");
        assertThat(adoption.document().path(URN)).isEqualTo(json("{'level':2,'owner':'o'}"));
    }

    @Test
    void aDocumentThatFitsIsTheVeryOneThatWasGiven() {
        ObjectNode fits = CanonicalDocument.of(TYPE, json("{'userName':'a','" + URN + "':{'level':1,'owner':'o'}}"),
                Dialect.tolerant());
        assertThat(Adoption.of(TYPE, fits, Dialect.tolerant()).document()).isSameAs(fits);
        ObjectNode without = CanonicalDocument.of(TYPE, json("{'userName':'a'}"), Dialect.tolerant());
        assertThat(Adoption.of(TYPE, without, Dialect.tolerant()).document()).isSameAs(without);
    }

    @Test
    void whatStandsBesideTheExtensionGoesIntoItWhereTheUrnMayBeLeftOut() {
        String text = "{'userName':'a','level':5,'" + URN + "':{'owner':'o'}}";
        assertThat(adopt(text).document().path(URN)).isEqualTo(json("{'level':5,'owner':'o'}"));
        assertThat(Adoption.of(TYPE, json(text), Dialect.strict()).document().path("level").intValue()).isEqualTo(5);
    }

    private static Adoption adopt(String text) {
        return Adoption.of(TYPE, json(text), Dialect.tolerant());
    }

    private static ObjectNode json(String text) {
        return ScimJson.tree(text.replace('\'', '"')).asObject();
    }
}
