package io.taskmill.handlers.basic.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private static final AddressRules STRICT = new AddressRules(List.of());

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0,any-local",
        "0.1.2.3,any-local",
        "10.0.0.0,private",
        "10.255.255.255,private",
        "100.64.0.0,shared",
        "100.127.255.255,shared",
        "127.0.0.1,loopback",
        "127.255.255.255,loopback",
        "169.254.0.1,link-local",
        "172.16.0.1,private",
        "172.31.255.255,private",
        "192.0.0.8,reserved",
        "192.0.2.1,documentation",
        "192.88.99.1,reserved",
        "192.168.1.1,private",
        "198.18.0.1,benchmarking",
        "198.19.255.255,benchmarking",
        "198.51.100.7,documentation",
        "203.0.113.7,documentation",
        "224.0.0.1,multicast",
        "239.255.255.255,multicast",
        "240.0.0.1,reserved",
        "255.255.255.255,broadcast",
        "::,any-local",
        "::1,loopback",
        "::7f00:1,reserved",
        "::10.0.0.1,reserved",
        "::8.8.8.8,reserved",
        "fe80::1,link-local",
        "febf::1,link-local",
        "fec0::1,site-local",
        "fc00::1,unique local",
        "fdff::1,unique local",
        "ff02::1,multicast",
        "2001:db8::1,documentation",
        "3fff::1,documentation",
        "2001::1,reserved",
        "2001:0:7f00:1::,reserved",
        "2001:2::1,reserved",
        "2002:7f00:1::,reserved",
        "2002:808:808::,reserved",
        "64:ff9b::127.0.0.1,loopback",
        "64:ff9b::10.1.2.3,private",
        "64:ff9b::169.254.169.254,metadata",
        "64:ff9b:1::8.8.8.8,reserved",
        "100::1,reserved",
        "::ffff:0:127.0.0.1,reserved",
        "5f00::1,reserved",
        "169.254.169.254,metadata",
        "169.254.170.2,metadata",
        "100.100.100.200,metadata",
        "168.63.129.16,metadata",
        "192.0.0.192,metadata",
        "fd00:ec2::254,metadata",
    })
    void refusesWhatIsNotPublic(String address, String kind) {
        assertThat(STRICT.refusal(InetAddress.ofLiteral(address))).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:4860:4860::8888",
                "2a00:1450:4001::1",
                "64:ff9b::8.8.8.8",
            })
    void takesWhatIsPublicUpToTheEdges(String address) {
        assertThat(STRICT.refusal(InetAddress.ofLiteral(address))).isEmpty();
    }

    @Property
    void whateverJavaKnowsAsSpecialIsRefused(@ForAll @Size(4) byte[] four, @ForAll @Size(16) byte[] six)
            throws UnknownHostException {
        for (InetAddress address : List.of(InetAddress.getByAddress(four), InetAddress.getByAddress(six))) {
            if (address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isSiteLocalAddress()
                    || address.isMulticastAddress()) {
                assertThat(STRICT.refusal(address)).as(address.getHostAddress()).isPresent();
            }
        }
    }

    @Property
    void ofIpv6OnlyGlobalUnicastAndTranslatedAddressesAreTaken(@ForAll @Size(16) byte[] octets)
            throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(octets);
        if (address instanceof Inet6Address && (octets[0] & 0xe0) != 0x20 && !isTranslated(octets)) {
            assertThat(STRICT.refusal(address)).as(address.getHostAddress()).isPresent();
        }
    }

    private static boolean isTranslated(byte[] octets) {
        return Arrays.equals(Arrays.copyOf(octets, 12), HexFormat.of().parseHex("0064ff9b0000000000000000"));
    }

    @Property
    void anAddressIsRefusedInEachFormThatCarriesIt(@ForAll @Size(4) byte[] four) throws UnknownHostException {
        String hex = HexFormat.of().formatHex(four);
        boolean refused = STRICT.refusal(InetAddress.getByAddress(four)).isPresent();
        assertThat(STRICT.refusal(mapped(four)).isPresent()).as("mapped").isEqualTo(refused);
        assertThat(STRICT.refusal(six("0064ff9b0000000000000000" + hex)).isPresent())
                .as("NAT64")
                .isEqualTo(refused);
        assertThat(Stream.of(
                        "000000000000000000000000" + hex, // compatible
                        "0000000000000000ffff0000" + hex, // translated
                        "0064ff9b0001000000000000" + hex, // NAT64 of a network's own
                        "2002" + hex + "00000000000000000000", // 6to4
                        "20010000" + hex + "0000000000000000")) // Teredo
                .allSatisfy(form -> assertThat(STRICT.refusal(six(form))).isPresent());
    }

    @Property
    void nothingIsRefusedWhoseNetworkIsAllowedButMetadata(@ForAll @Size(4) byte[] four) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(four);
        AddressRules open = new AddressRules(List.of(Network.parse("0.0.0.0/0")));
        assertThat(open.refusal(address).isPresent()).isEqualTo(SpecialNetworks.isMetadata(address));
    }

    @Test
    void whatIsAllowedIsAllowedInEachFormAndNothingBesideIt() {
        AddressRules rules = new AddressRules(List.of(Network.parse("127.0.0.1"), Network.parse("fd12::/16")));
        assertThat(rules.refusal(InetAddress.ofLiteral("127.0.0.1"))).isEmpty();
        assertThat(rules.refusal(InetAddress.ofLiteral("::ffff:127.0.0.1"))).isEmpty();
        assertThat(rules.refusal(InetAddress.ofLiteral("fd12:3456::1"))).isEmpty();
        assertThat(rules.refusal(InetAddress.ofLiteral("127.0.0.2"))).isPresent();
        assertThat(rules.refusal(InetAddress.ofLiteral("fd13::1"))).isPresent();
        assertThat(rules.refusal(InetAddress.ofLiteral("::1"))).isPresent();
    }

    @Test
    void metadataIsOpenedOnlyByItsOwnAddress() {
        InetAddress metadata = InetAddress.ofLiteral("169.254.169.254");
        assertThat(new AddressRules(List.of(Network.parse("169.254.0.0/16"))).refusal(metadata))
                .contains("metadata");
        assertThat(new AddressRules(List.of(Network.parse("169.254.169.254"))).refusal(metadata))
                .isEmpty();
        assertThat(new AddressRules(List.of(Network.parse("64:ff9b::/96")))
                        .refusal(InetAddress.ofLiteral("64:ff9b::169.254.169.254")))
                .contains("metadata");
    }

    @Test
    void aZoneChangesNothing() throws UnknownHostException {
        byte[] linkLocal = InetAddress.ofLiteral("fe80::1").getAddress();
        assertThat(STRICT.refusal(Inet6Address.getByAddress("host", linkLocal, 1)))
                .contains("link-local");
    }

    /** As a class of IPv6, which Java makes only where a zone is given. */
    private static InetAddress mapped(byte[] four) throws UnknownHostException {
        byte[] octets = HexFormat.of()
                .parseHex("00000000000000000000ffff" + HexFormat.of().formatHex(four));
        return Inet6Address.getByAddress("host", octets, 0);
    }

    private static InetAddress six(String hex) throws UnknownHostException {
        return InetAddress.getByAddress(HexFormat.of().parseHex(hex));
    }
}
