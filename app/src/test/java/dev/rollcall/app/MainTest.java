package dev.rollcall.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class MainTest {
    @Test
    void helpNamesTheProgram() {
        var out = new StringWriter();
        int code = new CommandLine(new Main()).setOut(new PrintWriter(out)).execute("--help");
        assertThat(code).isZero();
        assertThat(out.toString()).contains("Usage: rollcall");
    }

    @Test
    void wrongUsageExitsWithTwo() {
        var err = new StringWriter();
        assertThat(new CommandLine(new Main()).setErr(new PrintWriter(err)).execute()).isEqualTo(2);
    }
}
