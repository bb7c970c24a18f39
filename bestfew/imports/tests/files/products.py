"""Exports of other products: their own columns, with the people of our stories."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path


def _columns(headers: str) -> list[str]:
    return headers.split(",")


GOOGLE_OLD = _columns(
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,"
    "Additional Name Yomi,Family Name Yomi,Name Prefix,Name Suffix,Initials,Nickname,"
    "Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,"
    "Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,"
    "Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,"
    "E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,"
    "Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
    "Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,"
    "Address 1 - Country,Address 1 - Extended Address,Organization 1 - Type,"
    "Organization 1 - Name,Organization 1 - Yomi Name,Organization 1 - Title,"
    "Organization 1 - Department,Organization 1 - Symbol,Organization 1 - Location,"
    "Organization 1 - Job Description,Relation 1 - Type,Relation 1 - Value,"
    "Website 1 - Type,Website 1 - Value"
)
GOOGLE_NEW = _columns(
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,"
    "Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,"
    "Organization Title,Organization Department,Birthday,Notes,Photo,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,"
    "Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,"
    "Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
    "Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,"
    "Address 1 - Country,Address 1 - Extended Address,Website 1 - Label,"
    "Website 1 - Value,Event 1 - Label,Event 1 - Value"
)
OUTLOOK = _columns(
    "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,"
    "E-mail Address,E-mail 2 Address,E-mail 3 Address,Home Phone,Home Phone 2,"
    "Business Phone,Business Phone 2,Mobile Phone,Car Phone,Other Phone,Primary Phone,"
    "Pager,Business Fax,Home Fax,Other Fax,Company Main Phone,Callback,Radio Phone,"
    "Telex,TTY/TDD Phone,IMAddress,Job Title,Department,Company,Office Location,"
    "Manager's Name,Assistant's Name,Assistant's Phone,Company Yomi,Business Street,"
    "Business City,Business State,Business Postal Code,Business Country/Region,"
    "Home Street,Home City,Home State,Home Postal Code,Home Country/Region,"
    "Other Street,Other City,Other State,Other Postal Code,Other Country/Region,"
    "Personal Web Page,Spouse,Schools,Hobby,Location,Web Page,Birthday,Anniversary,"
    "Notes"
)
APPLE = _columns(
    "First name,Middle name,Last name,Nickname,Company,Department,Job title,Birthday,"
    "Phone : mobile,Phone : iPhone,Phone : home,Phone : work,Email : home,Email : work,"
    "Address : home,URL : homepage,Note"
)
LINKEDIN = _columns(
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
)
HUBSPOT = _columns(
    "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,"
    "Contact owner,Primary Associated Company ID,Associated Company,Job Title,"
    "Street Address,City,State/Region,Postal Code,Country/Region,Lifecycle Stage,"
    "Lead Status,Marketing contact status,Original Source,Create Date,"
    "Last Activity Date"
)
SALESFORCE_REPORT = _columns(
    "Salutation,First Name,Last Name,Title,Account Name,Mailing Street,Mailing City,"
    "Mailing State/Province,Mailing Zip/Postal Code,Mailing Country,Phone,Fax,Mobile,"
    "Email,Account Owner,Contact ID,Lead Source,Birthdate,Created Date"
)
SALESFORCE_LEADS = _columns(
    "Id,IsDeleted,MasterRecordId,LastName,FirstName,Salutation,Name,Title,Company,"
    "Street,City,State,PostalCode,Country,Phone,MobilePhone,Fax,Email,Website,"
    "PhotoUrl,Description,LeadSource,Status,Industry,Rating,AnnualRevenue,"
    "NumberOfEmployees,OwnerId,IsConverted,CreatedDate,CreatedById"
)
PIPEDRIVE = _columns(
    "Person - ID,Person - Name,Person - First name,Person - Last name,"
    "Person - Organization,Person - Label,Person - Phone - Work,Person - Phone - Home,"
    "Person - Phone - Mobile,Person - Phone - Other,Person - Email - Work,"
    "Person - Email - Home,Person - Email - Other,Person - Job title,Person - Owner,"
    "Person - Person created,Person - Open deals,Person - Marketing status"
)
ZOHO_CONTACTS = _columns(
    "Record Id,Contact Owner.id,Contact Owner,Lead Source,First Name,Last Name,"
    "Account Name.id,Account Name,Vendor Name.id,Vendor Name,Email,Title,Department,"
    "Phone,Home Phone,Other Phone,Fax,Mobile,Date of Birth,Assistant,Asst Phone,"
    "Created By.id,Created By,Modified By.id,Modified By,Created Time,Modified Time,"
    "Full Name,Mailing Street,Other Street,Mailing City,Other City,Mailing State,"
    "Other State,Mailing Zip,Other Zip,Mailing Country,Other Country,Description,Tag"
)
ZOHO_LEADS = _columns(
    "Record Id,Lead Owner.id,Lead Owner,Company,First Name,Last Name,Title,Email,Phone,"
    "Fax,Mobile,Website,Lead Source,Lead Status,Industry,No. of Employees,"
    "Annual Revenue,Rating,Created Time,Full Name,Street,City,State,Zip Code,Country,"
    "Description,Tag"
)
FACEBOOK = _columns(
    "id,created_time,ad_id,ad_name,adset_id,adset_name,campaign_id,campaign_name,"
    "form_id,form_name,is_organic,platform,when_do_you_want_to_buy?,email,full_name,"
    "phone_number,city,lead_status"
)
GOOGLE_LEADS = _columns(
    "lead_id,form_id,campaign_id,adgroup_id,creative_id,gcl_id,lead_submit_time,"
    "FULL_NAME,EMAIL,PHONE_NUMBER,COMPANY_NAME,CITY"
)
CALL_LOG = _columns("Name,Number,Type,Date,Duration")

NOTES = (
    'Notes:\r\n"When exporting your connection data, you may notice that some of the '
    "email addresses are missing. You will only see email addresses for connections "
    "who have allowed their connections to see or download their email address, "
    'please see; https://www.linkedin.com/help"\r\n\r\n'
)
"""What LinkedIn writes above the headers."""


def export(
    folder: Path,
    headers: Sequence[str],
    *rows: Mapping[str, str],
    above: str = "",
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> Path:
    """A file with all columns of a product; rows say what they fill of them."""
    text = io.StringIO()
    writer = csv.DictWriter(text, headers, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "export.csv"
    path.write_bytes((above + text.getvalue()).encode(encoding))
    return path
