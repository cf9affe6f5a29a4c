package dev.rollcall.directory.type;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.Returned;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** What can be declared as a schema, and what is said of the rest. */
class SchemaDeclarationTest {
    private static final String URN = "urn:example:params:scim:schemas:badge:2.0:User";

    @Test
    @DisplayName("7643-2.2-01 7643-7-01 what a schema leaves out has the defaults of the RFC")
    void aSchemaIsReadAsItSays() {
        DeclaredSchema read = read("{'schema':{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Schema'],'id':'" + URN
                + "','name':'Badge','meta':{'resourceType':'Schema'},'attributes':[{'name':'level','type':'string'},"
                + "{'name':'doors','type':'complex','multiValued':true,'subAttributes':[{'name':'value','type':'string'},"
                + "{'name':'$ref','type':'reference','referenceTypes':['Device']},{'name':'primary','type':'boolean'}]}]},"
                + "'extends':[{'resource_type':'User','required':true},{'resource_type':'Group'}]}");
        Attribute level = read.schema().attribute("LEVEL").orElseThrow();
        assertThat(level.mutability()).isEqualTo(Mutability.READ_WRITE);
        assertThat(level.returned()).isEqualTo(Returned.DEFAULT);
        assertThat(level.required()).isFalse();
        assertThat(read.attachments()).containsExactly(new DeclaredSchema.Attachment("User", true),
                new DeclaredSchema.Attachment("Group", false));
        assertThat(read.document().has("meta")).isFalse();
        assertThat(DeclaredSchema.stored(read.json().toString()).json()).isEqualTo(read.json());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        badge | is no URN of a schema
        urn:x | is no URN of a schema
        urn:example:a b | is no URN of a schema
        urn:ietf:params:scim:schemas:core:2.0:User | belongs to a standard
        URN:IETF:params:scim:schemas:core:2.0:Device | belongs to a standard
        urn:ietf:params:scim:api:messages:2.0:PatchOp | belongs to a standard
        urn:scim:schemas:extension:enterprise:1.0 | belongs to a standard
        urn:rollcall:params:x | belongs to a standard
        urn:ietf:params:scim:schemas:extension:enterprise:2.0:USER | There is a schema
        urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager | begin alike
        """)
    void anIdThatIsNoneOfOnesOwnIsRefused(String id, String told) {
        refused("{'schema':{'id':'" + id + "','attributes':[{'name':'a','type':'string'}]}}", told);
    }

    @Test
    void allOfADeclarationIsSmallAndFlatBeforeAnythingIsDoneWithIt() {
        String schema = "'schema':{'id':'" + URN + "','attributes':[{'name':'a','type':'string'}]}";
        refused("{" + schema + ",'indexed':['" + "x".repeat(70_000) + "']}", "limits.schema-size");
        refused("{" + schema + ",'extends':[{'resource_type':'" + "ä".repeat(40_000) + "'}]}", "limits.schema-size");
        refused("{" + schema + ",'indexed':" + "[".repeat(30) + "]".repeat(30) + "}", "in each other");
        refused("{'schema':{'id':'" + URN + "','attributes':[{'name':'a','type':'string','description':"
                + "{'a':[".repeat(10) + "1" + "]}".repeat(10) + "}]}}", "in each other");
        StringBuilder unique = new StringBuilder();
        for (int i = 0; i < 21; i++) {
            unique.append(i == 0 ? "" : ",")
                    .append("{'name':'a")
                    .append(i)
                    .append("','type':'string','uniqueness':'server'}");
        }
        refused("{'schema':{'id':'" + URN + "','attributes':[" + unique + "]}}", "limits.schema-indexes");
        assertThat(read("{" + schema + ",'indexes':[{'duplicates':['" + "x".repeat(70_000) + "']}]}").indexes())
                .as("what was shown of indexes may be sent, and is passed over")
                .isEmpty();
    }

    @Test
    void aLongListIsReadInTheTimeThatItsLengthTakes() {
        StringBuilder values = new StringBuilder("'0'");
        for (int i = 1; i < 100_000; i++) {
            values.append(",'").append(i).append('\'');
        }
        DeclarationLimits large = new DeclarationLimits(20, 10, 1 << 20, 200, 20, 1, Duration.ofSeconds(30));
        ObjectNode json = ScimJson.tree(("{'schema':{'id':'" + URN + "','attributes':[{'name':'a','type':'string',"
                + "'canonicalValues':[" + values + "]}]}}").replace('\'', '"')).asObject();
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> SchemaDeclaration.read(json, large));
    }

    @Test
    void theNamespaceThatIdentityProvidersUseForExtensionsIsFree() {
        assertThat(read("{'schema':{'id':'urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User',"
                + "'attributes':[{'name':'tag','type':'string'}]}}").schema().id()).contains("CustomExtensionName");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                {'type':'string'} | needs "name"
                {'name':'1a','type':'string'} | no legal name
                {'name':'a.b','type':'string'} | no legal name
                {'name':'id','type':'string'} | means something else in every resource
                {'name':'Members','type':'string'} | means something else in every resource
                {'name':'PassWord','type':'string'} | name of a password
                {'name':'a'} | needs its "type"
                {'name':'a','type':'text'} | must be one of string, boolean
                {'name':'a','type':'string','typ':'x'} | did you mean type?
                {'name':'a','type':'string','multiValued':'true'} | true or false, without quotes
                {'name':'a','type':'string','mutability':'readwrite'} | must be one of readOnly, readWrite
                {'name':'a','type':'string','returned':'sometimes'} | must be one of always, never
                {'name':'a','type':'integer','caseExact':true} | case means nothing
                {'name':'a','type':'boolean','canonicalValues':['true']} | only a string has canonicalValues
                {'name':'a','type':'string','canonicalValues':['x','x']} | twice
                {'name':'a','type':'string','canonicalValues':[1]} | a list of texts
                {'name':'a','type':'reference'} | must say what it refers to
                {'name':'a','type':'string','referenceTypes':['User']} | is no reference
                {'name':'a','type':'reference','referenceTypes':['x y']} | neither external, uri nor the name
                {'name':'a','type':'string','mutability':'writeOnly'} | make returned "never"
                {'name':'a','type':'string','mutability':'writeOnly','returned':'never','required':true} | taken and not kept
                {'name':'a','type':'string','mutability':'readOnly','required':true} | no client can give it
                {'name':'a','type':'string','uniqueness':'global'} | a connection knows nothing of others
                {'name':'a','type':'boolean','uniqueness':'server'} | only string, reference and integer can be unique
                {'name':'a','type':'string','returned':'never','uniqueness':'server'} | it is never answered
                {'name':'a','type':'string','multiValued':true,'uniqueness':'server'} | only a single value can be unique
                {'name':'a','type':'complex','multiValued':true,'subAttributes':[{'name':'b','type':'string','uniqueness':'server'}]} | only a single value can be unique
                {'name':'a','type':'string','mutability':'readOnly','uniqueness':'server'} | no client can give it
                {'name':'a','type':'complex'} | needs subAttributes
                {'name':'a','type':'string','subAttributes':[{'name':'b','type':'string'}]} | is not complex
                {'name':'a','type':'complex','subAttributes':[{'name':'b','type':'complex','subAttributes':[{'name':'c','type':'string'}]}]} | complex inside a complex
                {'name':'a','type':'complex','subAttributes':[{'name':'b','type':'string'},{'name':'B','type':'string'}]} | twice
                {'name':'a','type':'complex','subAttributes':[{'name':'primary','type':'string'}]} | single boolean
                {'name':'a','type':'complex','subAttributes':[{'name':'$ref','type':'string'}]} | must be of type reference
                {'name':'a','type':'string'},{'name':'A','type':'string'} | declared twice
                """)
    void whatMakesNoSenseIsRefused(String attributes, String told) {
        refused("{'schema':{'id':'" + URN + "','attributes':[" + attributes + "]}}", told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                {} | needs the schema as the object
                {'schema':[]} | needs the schema as the object
                {'schema':{'attributes':[]}} | needs "id"
                {'schema':{'id':'urn:example:a:1.0:User'}} | declares no attribute
                {'schema':{'id':'urn:example:a:1.0:User','attributes':{}}} | must have its attributes as a list
                {'schema':{'id':'urn:example:a:1.0:User','attributs':[]}} | did you mean attributes?
                {'schema':{'id':'urn:example:a:1.0:User','schemas':['urn:x:y'],'attributes':[]}} | something else
                {'schema':{'id':'urn:example:a:1.0:User','attributes':[{'name':'a','type':'string'}]},'extends':[{'resource_type':'Device'}]} | can be User or Group
                {'schema':{'id':'urn:example:a:1.0:User','attributes':[{'name':'a','type':'string'}]},'extends':[{'resource_type':'User'},{'resource_type':'User'}]} | twice
                {'schema':{'id':'urn:example:a:1.0:User','attributes':[{'name':'a','type':'string'}]},'extend':[]} | did you mean extends?
                """)
    void aDeclarationThatIsNoneIsRefused(String json, String told) {
        refused(json, told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                {'endpoint':'/Devices','schema':'urn:example:a:1.0:Device'} | needs "name"
                {'name':'User','endpoint':'/Devices','schema':'urn:example:a:1.0:Device'} | means something else already
                {'name':'connection','endpoint':'/Devices','schema':'urn:example:a:1.0:Device'} | means something else already
                {'name':'My Device','endpoint':'/Devices','schema':'urn:example:a:1.0:Device'} | a letter, then letters or digits
                {'name':'Device','endpoint':'Devices','schema':'urn:example:a:1.0:Device'} | a slash and a name
                {'name':'Device','endpoint':'/users','schema':'urn:example:a:1.0:Device'} | serves something else
                {'name':'Device','endpoint':'/a/b','schema':'urn:example:a:1.0:Device'} | a slash and a name
                {'name':'Device','endpoint':'/Devices'} | needs "schema"
                {'name':'Device','id':'x','endpoint':'/Devices','schema':'urn:example:a:1.0:Device'} | an id that is not its name
                {'name':'Device','endpoint':'/Devices','schema':'urn:example:a:1.0:Device','schemaExtension':[]} | did you mean schemaExtensions?
                """)
    void aResourceTypeThatIsNoneIsRefused(String json, String told) {
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(() -> TypeDeclaration.read(json("{'resource_type':" + json + "}"),
                        DeclarationLimits.defaults()))
                .withMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        b | does not declare
        a.b | does not declare
        doors | name one of its sub-attributes
        flag | would help no filter
        hidden | never answered
        """)
    void whatCannotBeIndexedIsRefused(String name, String told) {
        refused("{'schema':{'id':'" + URN + "','attributes':[{'name':'a','type':'string'},"
                + "{'name':'flag','type':'boolean'},{'name':'hidden','type':'string','returned':'never'},"
                + "{'name':'doors','type':'complex','subAttributes':[{'name':'value','type':'string'}]}]},'indexed':['"
                + name + "']}", told);
    }

    @Test
    void anIndexGoesOnWhileItsAttributeIsReadAlike() {
        DeclaredSchema first = indexed("string").planned(Optional.empty(), () -> "#1");
        assertThat(first.indexes()).containsExactly(
                DeclaredIndex.planned("doors.value", "#1", false));
        DeclaredSchema built = first.with(List.of(first.indexes().getFirst().in(DeclaredIndex.State.READY)));
        assertThat(indexed("string").planned(Optional.of(built), () -> "#2").indexes()).isEqualTo(built.indexes());
        assertThat(indexed("integer").planned(Optional.of(built), () -> "#2").indexes()).extracting(DeclaredIndex::id)
                .containsExactly("#2");
    }

    private static DeclaredSchema indexed(String type) {
        return read("{'schema':{'id':'" + URN + "','attributes':[{'name':'doors','type':'complex','subAttributes':["
                + "{'name':'value','type':'" + type + "'}]}]},'indexed':['DOORS.VALUE']}");
    }

    private static void refused(String json, String told) {
        assertThatExceptionOfType(DirectoryException.class).isThrownBy(() -> read(json)).withMessageContaining(told);
    }

    private static DeclaredSchema read(String json) {
        return SchemaDeclaration.read(json(json), DeclarationLimits.defaults());
    }

    private static ObjectNode json(String text) {
        return ScimJson.tree(text.replace('\'', '"')).asObject();
    }
}
