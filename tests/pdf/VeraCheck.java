import java.io.File;
import java.util.List;
import java.util.TreeMap;

import org.verapdf.core.ModelParsingException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF whether PDF files keep to a profile: {@code VeraCheck FLAVOURS FILE...}, FLAVOURS a comma list of veraPDF's
 * own short names (ua1, 3a, 2a ...). One line before each file; one per file and profile; under a failed one, one line per
 * broken rule with the first place it is broken at. Ends with status 1 when anything failed.
 */
public final class VeraCheck {
    private static final int PLACES_KEPT = 40;

    private VeraCheck() { }

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        List<String> flavours = List.of(arguments[0].split(","));
        int failures = 0;
        List<String> paths = List.of(arguments).subList(1, arguments.length);
        for (String path : paths) {
            // A pack of a thousand pages takes minutes: who waits sees which one it is.
            System.out.printf("look  veraPDF %d of %d %s%n", paths.indexOf(path) + 1, paths.size(), path);
            System.out.flush();
            for (String flavour : flavours) {
                failures += keepsTo(path, flavour) ? 0 : 1;
            }
        }
        System.out.flush();
        System.exit(failures == 0 ? 0 : 1);
    }

    private static boolean keepsTo(String path, String name) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
        if (flavour == PDFAFlavour.NO_FLAVOUR) {
            throw new IllegalArgumentException("veraPDF knows no profile " + name);
        }
        ValidationResult result;
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour)) {
            result = Foundries.defaultInstance()
                .createValidator(flavour, PLACES_KEPT, false, true, false).validate(parser);
        } catch (ModelParsingException damage) {
            System.out.printf("FAIL  veraPDF %-4s %s cannot be read: %s%n", name, path, damage.getMessage());
            return false;
        }
        System.out.printf("%s  veraPDF %-4s %s, %d assertions%n", result.isCompliant() ? "ok  " : "FAIL", name, path,
            result.getTotalAssertions());
        TreeMap<String, String> broken = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                broken.putIfAbsent(assertion.getRuleId().getClause() + " test " + assertion.getRuleId().getTestNumber(),
                    assertion.getMessage() + " at " + assertion.getLocation().getContext());
            }
        }
        broken.forEach((rule, words) -> System.out.println("      " + rule + ": " + words));
        return result.isCompliant();
    }
}
