package dev.rollcall.app.setting;

import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.setting.SettingException;
import dev.rollcall.setting.SettingValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingErrorsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0',
            textBlock = """
                ROLLCALL_PORT            | 65536         | ROLLCALL_PORT is "65536": write a whole number from 0 to 65535.
                ROLLCALL_PORT            | -1            | ROLLCALL_PORT is "-1": write a whole number from 0 to 65535.
                ROLLCALL_PORT            | 80a           | ROLLCALL_PORT is "80a": write a whole number from 0 to 65535.
                ROLLCALL_PORT            | 99999999999999999999 | write a whole number from 0 to 65535.
                ROLLCALL_LIMIT_BODY      | 1MB           | ROLLCALL_LIMIT_BODY is "1MB": write a size from 1KiB to 1GiB, such as 512KiB or 32MiB.
                ROLLCALL_LIMIT_BODY      | 999999999999999999GiB | write a size from 1KiB to 1GiB
                ROLLCALL_LIMIT_BODY      | 1023          | write a size from 1KiB to 1GiB
                ROLLCALL_LOG_RETENTION   | 30            | ROLLCALL_LOG_RETENTION is "30": write a duration from 1h to 3650d, in s, m, h or d.
                ROLLCALL_LOG_RETENTION   | 999999999999999999d | write a duration from 1h to 3650d
                ROLLCALL_LOG_BODIES      | some          | ROLLCALL_LOG_BODIES is "some": write one of all, failures, off.
                ROLLCALL_PUBLIC_URL      | scim.example.com | write an address such as https://scim.example.com.
                ROLLCALL_PUBLIC_URL      | ftp://example.com | write an address such as https://scim.example.com.
                ROLLCALL_PUBLIC_URL      | https://example.com/?a | write an address such as https://scim.example.com.
                ROLLCALL_TRUSTED_PROXIES | proxy.example.com | write addresses or networks with commas between them
                ROLLCALL_TRUSTED_PROXIES | 10.0.0.0/33   | write addresses or networks with commas between them
                ROLLCALL_DATABASE_URL    | postgres://db | ROLLCALL_DATABASE_URL has a value that cannot be used: write a JDBC URL
                ROLLCALL_LIMIT_RATE_PER_SECOND | 0       | write off or a whole number from 1 to 100000.
                ROLLCALL_POOL_SIZE | 1          | write a whole number from 2 to 1000.
                """)
    void aValueThatCannotBeReadIsRefusedWithWhatToWrite(String variable, String value, String message) {
        assertThatThrownBy(() -> read(Map.of(variable, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aSecretIsNeverRepeated() {
        assertThatThrownBy(() -> read(Map.of("ROLLCALL_DATABASE_URL", "mysql://u:geheim@db")))
                .isInstanceOf(SettingException.class)
                .message()
                .doesNotContain("geheim");
    }

    @Test
    void anUnknownVariableIsRefusedWithTheNearestName() {
        assertThatThrownBy(() -> read(Map.of("ROLLCALL_PUBLICURL", "https://a.example")))
                .isInstanceOf(SettingException.class)
                .hasMessage("There is no setting ROLLCALL_PUBLICURL: did you mean ROLLCALL_PUBLIC_URL?"
                        + " Correct or unset the environment variable.");
    }

    @Test
    void variablesOfOthersAreLeftAlone() {
        assertThat(
                read(Map.of("ROLLCALL", "x", "PORT", "x", "ROLLCALL_JAVA_OPTS", "-Xmx1g",
                        "ROLLCALL_HEAP", "2GiB",
                        "ROLLCALL_SCIM_TOKEN", "x", "ROLLCALL_CHECK_TOKEN", "x", "ROLLCALL_ENTRA_FOLDER", "x"))
                        .get(ServerSettings.PORT))
                .isEqualTo(8080);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        server: {prot: 1}              | There is no setting server.prot: did you mean server.port?
        sever: {port: 1}               | There is no setting sever: did you mean server?
        server: {database-url: x}      | There is no setting server.database-url: did you mean store.database-url?
        server: 8080                   | server in
        [server]                       | must hold sections
        server: {port: }               | server.port in
        server: {port: {a: 1}}         | must be a single value
        server: {trusted-proxies: [[1]]} | must be a single value
        server: {port: x}              | is "x": write a whole number from 0 to 65535.
        server: {port: 1, port: 2}     | is not valid YAML
        server: {port: 1               | is not valid YAML
        """)
    void aFileThatCannotBeUsedIsRefused(String yaml, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("rollcall.yaml"), yaml);
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aFileThatIsNotTextIsRefused() throws Exception {
        Files.write(folder.resolve("rollcall.yaml"), new byte[]{(byte) 0xff, 0x00});
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aNamedFileThatIsMissingIsRefused() {
        assertThatThrownBy(() -> read(Map.of("ROLLCALL_CONFIG", "missing.yaml")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("missing.yaml")
                .hasMessageContaining("ROLLCALL_CONFIG");
    }

    @Test
    void aCertificateNeedsItsKey() {
        assertThatThrownBy(() -> read(Map.of("ROLLCALL_TLS_CERTIFICATE", "chain.pem")))
                .isInstanceOf(SettingException.class)
                .hasMessage(
                        "server.tls-certificate is set, but server.tls-key is not: HTTPS needs both, so set --tls-key as"
                                + " well.");
        assertThatThrownBy(() -> read(Map.of("ROLLCALL_TLS_KEY", "key.pem")))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("server.tls-key is set, but server.tls-certificate is not");
    }

    @Test
    void aPageIsNotLargerThanTheLargest() {
        assertThatThrownBy(() -> read(Map.of("ROLLCALL_LIMIT_PAGE_SIZE", "500", "ROLLCALL_LIMIT_MAX_PAGE_SIZE", "100")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("limits.page-size is 500, but limits.max-page-size is 100");
    }

    private SettingValues read(Map<String, String> variables) {
        return new SettingSources(Map.of(), Optional.empty(), variables, folder).read();
    }
}
