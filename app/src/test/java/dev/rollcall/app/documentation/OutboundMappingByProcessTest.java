package dev.rollcall.app.documentation;

import dev.rollcall.app.ProgramProcess;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The same as somebody does it who has nothing but the program. */
@Tag("long")
class OutboundMappingByProcessTest extends OutboundMappingTest {
    private static final List<String> ROLLCALL = ProgramProcess.program();

    // example begins
    String rollcall(String... words) throws Exception {
        List<String> command = new ArrayList<>(ROLLCALL);
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return printed;
    }
    // example ends
}
