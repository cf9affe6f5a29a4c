package dev.rollcall.clients;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A password is taken and forgotten: the files of the store, which all that is passed on is made of, hold nothing of it. */
class PasswordAtRestTest {
    private static final String SECRET = "s3cret-Zebra-42";

    @TempDir
    private Path folder;

    @Test
    @Requirement({"7643-4.1.1-11", "7643-4.1.1-14"})
    void isNowhere() throws Exception {
        try (LiveServer server = WiredSystem.startIn(folder)) {
            ScimClient client = server.connect();
            String body = "{schemas:['" + Urn.USER + "'],userName:'visible-name',password:'" + SECRET + "'}";
            String path = "/Users/" + client.create("/Users", body).path("id").stringValue();
            assertThat(client.send("PUT", path, body).status()).isEqualTo(200);
            for (String operation : List.of("{op:'replace',path:'password',value:'" + SECRET + "'}",
                    "{op:'add',value:{password:'" + SECRET + "'}}",
                    "{op:'replace',path:'title',value:{password:'" + SECRET
                            + "'}}")) {
                client.send("PATCH", path, "{schemas:['" + Urn.PATCH + "'],Operations:[" + operation + "]}");
            }
            Answer bulk = client.send("POST", "/Bulk", "{schemas:['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],"
                    + "Operations:[{method:'POST',path:'/Users',bulkId:'b',data:" + body.replace("visible", "bulk")
                    + "},"
                    + "{method:'PUT',path:'/Users/nobody',data:" + body + "}]}");
            assertThat(bulk.text()).contains("\"201\"", "\"404\"");
        }
        assertThat(stored()).contains("visible-name").doesNotContain(SECRET);
    }

    private String stored() throws Exception {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }
}
