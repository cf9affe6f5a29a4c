package dev.rollcall.console.log;

import dev.rollcall.console.log.RequestLogExportPage.Limits;
import dev.rollcall.console.setting.ConsoleSettings;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.setting.SettingValues;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a file of the log takes of the memory grows with the bodies that the log keeps. */
class RequestLogExportLimitsTest {
    private static final long MIB = 1 << 20;

    @Test
    void whatIsHeldIsEnoughForTheLongestBodiesThatAreKept() {
        Limits usual = ConsoleSettings.logExport(SettingValues.defaults());
        assertThat(usual.look()).isEqualTo(4 * MIB);
        assertThat(usual.rowsAtOnce()).isEqualTo(16);
        Limits longest = ConsoleSettings
                .logExport(SettingValues.defaults().with(RequestSettings.LOG_BODY_LENGTH, 1 << 20));
        assertThat(longest.look()).as("half a MiB, and three rows of two bodies, two bytes a character")
                .isEqualTo(13 * MIB);
        assertThat(longest.rowsAtOnce()).isOne();
        assertThat(ConsoleSettings.logExport(SettingValues.defaults().with(RequestSettings.LOG_BODY_LENGTH, 256))
                .rowsAtOnce()).isEqualTo(50);
    }
}
