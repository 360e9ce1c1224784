package doctor

import "testing"

func TestKindsOfDisk(t *testing.T) {
	for number, want := range map[uint32]string{0xef53: "", 0x58465342: "", 0x6969: "NFS", 0xff534d42: "CIFS", 0x65735546: "FUSE"} {
		name, remote := kindOf(number)
		if name != want || remote != (want == "NFS" || want == "CIFS") {
			t.Errorf("%#x is %q, another machine's: %v", number, name, remote)
		}
	}
	if d := diskOf(t.TempDir()); !d.Known || d.Free <= 0 || d.ID == 0 {
		t.Errorf("of this disk it knows %+v", d)
	}
}
