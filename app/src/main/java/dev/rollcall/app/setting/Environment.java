package dev.rollcall.app.setting;

import dev.rollcall.app.setting.SettingSources.Written;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment variables that begin with {@code ROLLCALL_}, all of them known.
 *
 * <p>Kubernetes sets variables of such names in every container when a service is called {@code rollcall}
 * ({@code ROLLCALL_SERVICE_HOST}, {@code ROLLCALL_PORT=tcp://…}, {@code ROLLCALL_PORT_8080_TCP} and so on); they are no
 * settings and are left alone.
 */
public final class Environment {
    private static final String PREFIX = "ROLLCALL_";

    /** The variable that names the configuration file. */
    static final String CONFIG = "ROLLCALL_CONFIG";

    /** The variables that the launcher reads: what it tells the JVM. */
    private static final List<String> OF_LAUNCHER = List.of("ROLLCALL_HEAP", "ROLLCALL_JAVA_OPTS");

    /** The variables of commands that are no settings of the service. */
    private static final List<String> OF_COMMANDS = List.of("ROLLCALL_CHECK_CLIENT_SECRET", "ROLLCALL_CHECK_TOKEN",
            "ROLLCALL_ENDPOINT_PROXY",
            "ROLLCALL_ENTRA_FOLDER", "ROLLCALL_SCIM_TOKEN");

    /** Where the names are. */
    static final String LISTED = "\"rollcall serve --help\" lists them.";

    private static final Pattern OF_KUBERNETES = Pattern
            .compile("ROLLCALL_(SERVICE_(HOST|PORT)(_.*)?|PORT_[0-9]+_(TCP|UDP)(_(PROTO|PORT|ADDR))?)");
    private static final Pattern ADDRESS_OF_KUBERNETES = Pattern.compile("(tcp|udp)://.*");

    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    static Environment of(Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>();
        List<String> known = new ArrayList<>(
                Settings.ALL.stream().map(Setting::variable).toList());
        known.add(CONFIG);
        known.addAll(OF_LAUNCHER);
        known.addAll(OF_COMMANDS);
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !isOfKubernetes(name, value)) {
                variables.put(name, value);
            }
        });
        for (String name : variables.keySet()) {
            if (!known.contains(name)) {
                throw new SettingException(
                        "There is no setting %s: %s Correct or unset the environment variable."
                                .formatted(name, NearestName.question(name, known, LISTED)));
            }
        }
        return new Environment(variables);
    }

    Optional<Written> text(Setting<?> setting) {
        return value(setting.variable()).map(text -> new Written(setting.variable(), text));
    }

    Optional<String> config() {
        return value(CONFIG);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    private static boolean isOfKubernetes(String name, String value) {
        return OF_KUBERNETES.matcher(name).matches()
                || (name.equals(ServerSettings.PORT.variable())
                        && ADDRESS_OF_KUBERNETES.matcher(value).matches());
    }
}
