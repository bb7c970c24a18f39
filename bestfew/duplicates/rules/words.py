"""Words that tell nothing of who somebody is, folded as names are."""

from __future__ import annotations

_LEGAL = """
cong ty cty ctcp co phan cp tnhh mtv mot thanh vien dntn doanh nghiep tu nhan cua hang
limited ltd inc llc llp plc corp corporation company the and & gmbh ag sa pty sdn bhd
"""
LEGAL_FORMS = frozenset(_LEGAL.split())
"""What stands beside the name of an organisation."""

_MAILBOXES = """
info information contact sales sale admin office hello hi support service services mail
email enquiries enquiry help team booking bookings reception accounts billing hr jobs
marketing noreply no-reply webmaster lienhe cskh kinhdoanh tuyendung ketoan banhang
"""
MAILBOXES = frozenset(_MAILBOXES.split())
"""Addresses that belong to a place, not to a person."""

NOBODY = frozenset(
    {
        *("anonymous", "unknown", "no name", "noname", "nameless", "n/a", "na", "none"),
        *("null", "test", "customer", "client", "guest", "lead", "new lead", "-", "?"),
        *("khach hang", "khach le", "khach vang lai", "khach", "an danh", "khong ten"),
        *("ลูกค้า", "ไม่ระบุ", "ไม่ระบุชื่อ", "ไม่ทราบชื่อ"),
        *("匿名", "未知", "客户", "顾客", "无名", "测试"),
    }
)
"""What is written where a name is not known."""

MIDDLE_NAMES = frozenset({"van", "thi"})
"""Vietnamese middle names that are no given names."""

_GIVEN = """
an anh bach bang bao bich binh bong cam can canh chau chi chien chinh chung cong cuc
cuong dai dan dang dao dat diem dien diep dinh dong dua duc dung duong duy duyen gia
giang giao ha hai han hang hanh hao hau hien hiep hieu hoa hoai hoan hoang hong hop
hue hung huong huy huyen huynh khai khang khanh khoa khoi khue kien kiet kim ky lam
lan lang lap le lien lieu linh loan loc loi long luan luc luong luu ly mai man manh
mau mi minh my nam nga ngan nghi nghia ngoc nguyen nguyet nha nhan nhat nhi nhu nhung
ninh nu oanh phat phi phong phu phuc phung phuoc phuong quan quang que quoc quy quyen
quyet quynh sang sinh son suong tai tam tan tang thai tham thang thanh thao the thi
thien thiep thinh tho thoa thom thong thu thuan thuc thuong thuy tien tin tinh toan
ton trai tram trang tri trieu trinh trong truc trung truong tu tuan tue tung tuong
tuyen tuyet ty uyen van vien viet vinh vu vuong vy xuan xuyen yen
"""
GIVEN_NAMES = frozenset(_GIVEN.split())
"""Vietnamese given names: each is a letter away from others, and none is a slip."""
