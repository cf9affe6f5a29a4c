package dev.rollcall.app.setting;

import dev.rollcall.app.setting.SettingSources.Written;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingException;
import dev.rollcall.setting.SettingGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The texts of the settings in a YAML file: sections that hold keys. Every key in it is known, and none has no value. */
final class ConfigFile {
    /** The file that is read from the working directory when none is named. */
    static final String USUAL_NAME = "rollcall.yaml";

    private static final int MAX_CODE_POINTS = 1 << 20;

    private final Map<String, Written> texts;

    private ConfigFile(Map<String, Written> texts) {
        this.texts = texts;
    }

    /** The named file, which must be there, or the usual one, which may be missing. */
    static ConfigFile find(Optional<String> flag, Optional<String> variable, Path folder) {
        Optional<String> named = flag.or(() -> variable);
        Path path = folder.resolve(named.orElse(USUAL_NAME));
        if (named.isPresent() && !Files.isRegularFile(path)) {
            throw new SettingException("There is no configuration file %s: correct %s."
                    .formatted(path, flag.isPresent() ? "--config" : Environment.CONFIG));
        }
        return Files.isRegularFile(path) ? read(path) : new ConfigFile(Map.of());
    }

    Optional<Written> text(Setting<?> setting) {
        return Optional.ofNullable(texts.get(setting.key()));
    }

    private static ConfigFile read(Path path) {
        Map<String, Written> texts = new HashMap<>();
        List<String> groups = new ArrayList<>();
        for (SettingGroup group : SettingGroup.values()) {
            groups.add(group.key());
        }
        section(load(path), path, "").forEach((group, entries) -> {
            if (!groups.contains(group)) {
                throw new SettingException(unknown(path, group, groups));
            }
            section(entries, path, group).forEach((name, value) -> {
                String key = group + "." + name;
                checkKnown(path, key);
                texts.put(key, new Written(key + " in " + path, text(value, path, key)));
            });
        });
        return new ConfigFile(texts);
    }

    private static @Nullable Object load(Path path) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(path.toString())
                    .setAllowDuplicateKeys(false)
                    .setCodePointLimit(MAX_CODE_POINTS)
                    .build();
            return new Load(settings).loadFromString(Files.readString(path));
        } catch (IOException e) {
            throw new SettingException("The configuration file %s cannot be read: check that it is UTF-8 text and that "
                    .formatted(path) + "this user may read it.", e);
        } catch (YamlEngineException e) {
            throw new SettingException("The configuration file %s is not valid YAML: %s"
                    .formatted(path, e.getMessage()), e);
        }
    }

    private static void checkKnown(Path path, String key) {
        List<String> known = Settings.ALL.stream().map(Setting::key).toList();
        if (!known.contains(key)) {
            throw new SettingException(unknown(path, key, known));
        }
    }

    private static Map<String, Object> section(@Nullable Object value, Path path, String group) {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new SettingException(group.isEmpty()
                    ? "The configuration file %s must hold sections such as \"server:\" with keys in them."
                            .formatted(path)
                    : "%s in %s must hold keys, each with a value.".formatted(group, path));
        }
        Map<String, Object> section = new HashMap<>();
        map.forEach((name, entry) -> {
            String key = String.valueOf(name);
            if (entry == null && !group.isEmpty()) {
                throw new SettingException(
                        "%s.%s in %s has no value: give it one or remove the key.".formatted(group, key, path));
            }
            section.put(key, entry == null ? Map.of() : entry);
        });
        return section;
    }

    /** A single value as it was written, or a list of them with commas between. */
    private static String text(Object value, Path path, String key) {
        if (value instanceof List<?> list) {
            return list.stream().map(entry -> single(entry, path, key)).collect(Collectors.joining(","));
        }
        return single(value, path, key);
    }

    private static String single(@Nullable Object value, Path path, String key) {
        if (value == null || value instanceof Map || value instanceof List) {
            throw new SettingException("%s in %s must be a single value.".formatted(key, path));
        }
        return value.toString();
    }

    private static String unknown(Path path, String key, List<String> known) {
        return "There is no setting %s: %s Correct or remove it in %s."
                .formatted(key, NearestName.question(key, known, Environment.LISTED), path);
    }
}
