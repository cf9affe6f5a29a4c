package dev.rollcall.setting;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingListTest {
    private final SettingList settings = new SettingList();

    @Test
    void allNamesFollowFromTheKey() {
        Setting<Integer> limit = settings.number("limits.page-size", 100, 1, 1_000, "How many.");
        assertThat(limit.flag()).isEqualTo("--limit-page-size");
        assertThat(limit.variable()).isEqualTo("ROLLCALL_LIMIT_PAGE_SIZE");
        assertThat(settings.number("server.port", 1, 0, 2, "Which.").flag()).isEqualTo("--port");
        assertThat(settings.all()).extracting(Setting::key).containsExactly("limits.page-size", "server.port");
    }

    @Test
    void aDefaultOutsideItsBoundsIsNoDeclaration() {
        assertThatThrownBy(() -> settings.size("limits.body", "2GiB", "1KiB", "1GiB", "How large."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The default of limits.body is 2GiB, but must be a size from 1KiB to 1GiB, such as 512KiB or"
                                + " 32MiB.");
        assertThatThrownBy(() -> settings.number("limit.body", 1, 0, 2, "How large."))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNotSetIsTheDefault() {
        Setting<Duration> time = settings.duration("server.time", "90s", "0s", "1h", "How long.");
        Setting<Optional<String>> name = settings.optional("server.name", SettingForms.text("name"), "Who.");
        SettingValues values = SettingValues.defaults();
        assertThat(values.get(time)).isEqualTo(Duration.ofSeconds(90));
        assertThat(values.get(name)).isEmpty();
        SettingValues changed = values.with(time, Duration.ZERO).with(name, Optional.of("ada"));
        assertThat(changed.get(time)).isEqualTo(Duration.ZERO);
        assertThat(changed.get(name)).contains("ada");
        assertThat(values).isEqualTo(SettingValues.defaults());
    }

    @Test
    void aSecretIsNotShown() {
        Setting<Optional<String>> password = settings.secret("store.password", SettingForms.text("name"), "Which.");
        SettingValues values = SettingValues.defaults().with(password, Optional.of("geheim"));
        assertThat(values.toString()).contains("store.password").doesNotContain("geheim");
    }

    @Test
    void aRuleThatIsBrokenIsSaid() {
        Setting<Integer> least = settings.number("limits.least", 1, 0, 9, "The least.");
        settings.rule(values -> {
            if (values.get(least) > 5) {
                throw new SettingException("too much");
            }
        });
        settings.check(SettingValues.defaults());
        assertThatThrownBy(() -> settings.check(SettingValues.defaults().with(least, 6)))
                .isInstanceOf(SettingException.class);
    }
}
