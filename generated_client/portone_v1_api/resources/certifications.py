# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Identity verification by phone. (본인인증) What holds for every call: docs/calls.md."""

from __future__ import annotations

from ..calls import Arguments, AsyncResource, Call, Resource
from ..models.certifications import (
    Certification,
    CertificationCarrier,
    CertificationGenderDigit,
    CertificationMethod,
    PendingCertification,
)
from ..operations import certifications as operations
from ..payloads import one


class Certifications(Resource):
    """Identity verification by phone. (본인인증)"""

    def get(self, imp_uid: str) -> Certification:
        """Look up who was verified.

        Args:
            imp_uid (포트원 인증 고유번호): PortOne's identity of the verification.

        Raises:
            NotFound: The store has no verification of this imp_uid.

        PGs:
            Only danal, inicis_unified, inicis, kcp_v2.

        V1: GET /certifications/{imp_uid} (본인인증 결과조회)
        """
        arguments = {"imp_uid": imp_uid}
        return self.sender.send(Call(operations.GET, one(Certification), arguments))

    def delete(self, imp_uid: str) -> Certification:
        """Delete a verification with all that it tells of the person, for good.

        It is erased from PortOne's servers and cannot be brought back. The answer shows it for the
        last time.

        Args:
            imp_uid (포트원 인증 고유번호): PortOne's identity of the verification.

        Raises:
            NotFound: The store has no verification of this imp_uid.
            Refused: PortOne refuses to delete it.
            ServerError: PortOne's database has trouble on the way. Outcome unknown.

        PGs:
            Only danal, inicis_unified, inicis, kcp_v2.

        V1: DELETE /certifications/{imp_uid} (본인인증 정보삭제)
        """
        arguments = {"imp_uid": imp_uid}
        return self.sender.send(Call(operations.DELETE, one(Certification), arguments))

    def request_otp(
        self,
        *,
        name: str,
        phone: str,
        birth: str,
        gender_digit: CertificationGenderDigit,
        carrier: CertificationCarrier,
        channel_key: str,
        is_mvno: bool | None = None,
        pg: str | None = None,
        merchant_uid: str | None = None,
        company: str | None = None,
        verification_method: CertificationMethod | None = None,
        bypass: str | None = None,
    ) -> PendingCertification:
        """Have a code sent to a person's phone, to verify who they are.

        When the carrier knows the person under these details, the phone gets a code of six digits.
        Pass it to `certifications.confirm_otp`, together with the imp_uid that comes back here.

        Only for merchants whom the carriers have approved. Others use the verification window of
        the JavaScript SDK.

        Args:
            name (성명): The person's name.
            phone (휴대폰번호): The person's phone number. PortOne ignores all but the digits.
            birth (생년월일): The person's date of birth, as `YYMMDD`. PortOne ignores all but the
                digits.
            gender_digit (성별구분코드): The seventh digit of the person's resident registration number:
                `1` to `4` for Koreans, `5` to `8` for foreigners.
            carrier (통신사 구분코드): The carrier whose network the phone uses.
            channel_key (채널키): The channel over whose PG the person is verified.
            is_mvno (알뜰폰 사용 여부): Whether the phone is with a budget carrier (MVNO) on the network of
                `carrier`. False when left out.
            pg (PG사 구분코드): Deprecated. The PG with the merchant's identity there, as `danal.CPID1`,
                for merchants with several. Give `channel_key` instead.
            merchant_uid (고객사 주문번호): The merchant's identity of the verification.
            company (고객사 서비스명칭): The name or domain of the service, which the text message to the
                person names.
            verification_method (본인인증 방식): How the person is verified.
            bypass (bypass 데이터): What a single PG wants besides, as a string of JSON. It is passed
                on as it is.

        Returns:
            The verification, which waits for the code.

        Raises:
            InvalidRequest: A detail of the person is missing or wrong.
            Refused: PortOne or the PG refuses to send a code.
            ServerError: The PG's server has trouble on the way. Outcome unknown.

        PGs:
            Only danal, kcp_v2.
            `gender_digit`: kcp_v2: Takes foreigners, `5` to `8`, too.
            `verification_method`, `bypass`: Only kcp_v2.

        V1: POST /certifications/otp/request (본인인증 요청)
        """
        arguments = Arguments(
            {
                "name": name,
                "phone": phone,
                "birth": birth,
                "gender_digit": gender_digit,
                "carrier": carrier,
                "is_mvno": is_mvno,
                "channel_key": channel_key,
                "pg": pg,
                "merchant_uid": merchant_uid,
                "company": company,
                "verification_method": verification_method,
                "bypass": bypass,
            }
        )
        del phone, birth, gender_digit  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.REQUEST_OTP, one(PendingCertification), arguments))

    def confirm_otp(self, imp_uid: str, *, otp: str | None = None) -> Certification:
        """Complete a verification with the code that the person received.

        Args:
            imp_uid (포트원 인증 고유번호): PortOne's identity of the verification, from
                `certifications.request_otp`.
            otp (본인인증 번호): The code that the person received. Needed unless the method is `APP`.

        Raises:
            AlreadyDone: The verification is complete already.
            InvalidRequest: The code is missing, or the verification is complete already.
            NotFound: No code was requested under this imp_uid.
            Refused: The code is not the one that was sent; PortOne or the PG refuses for another
                reason, such as a code that has expired.
            ServerError: The PG's server has trouble on the way. Outcome unknown.

        PGs:
            Only danal, kcp_v2.
            `otp`: kcp_v2: Not given with the method `APP`.

        V1: POST /certifications/otp/confirm/{imp_uid} (본인인증 완료)
        """
        arguments = Arguments({"imp_uid": imp_uid, "otp": otp})
        del otp  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.CONFIRM_OTP, one(Certification), arguments))


class AsyncCertifications(AsyncResource):
    """Identity verification by phone. (본인인증)"""

    async def get(self, imp_uid: str) -> Certification:
        """Look up who was verified.

        Args:
            imp_uid (포트원 인증 고유번호): PortOne's identity of the verification.

        Raises:
            NotFound: The store has no verification of this imp_uid.

        PGs:
            Only danal, inicis_unified, inicis, kcp_v2.

        V1: GET /certifications/{imp_uid} (본인인증 결과조회)
        """
        arguments = {"imp_uid": imp_uid}
        return await self.sender.send(Call(operations.GET, one(Certification), arguments))

    async def delete(self, imp_uid: str) -> Certification:
        """Delete a verification with all that it tells of the person, for good.

        It is erased from PortOne's servers and cannot be brought back. The answer shows it for the
        last time.

        Args:
            imp_uid (포트원 인증 고유번호): PortOne's identity of the verification.

        Raises:
            NotFound: The store has no verification of this imp_uid.
            Refused: PortOne refuses to delete it.
            ServerError: PortOne's database has trouble on the way. Outcome unknown.

        PGs:
            Only danal, inicis_unified, inicis, kcp_v2.

        V1: DELETE /certifications/{imp_uid} (본인인증 정보삭제)
        """
        arguments = {"imp_uid": imp_uid}
        return await self.sender.send(Call(operations.DELETE, one(Certification), arguments))

    async def request_otp(
        self,
        *,
        name: str,
        phone: str,
        birth: str,
        gender_digit: CertificationGenderDigit,
        carrier: CertificationCarrier,
        channel_key: str,
        is_mvno: bool | None = None,
        pg: str | None = None,
        merchant_uid: str | None = None,
        company: str | None = None,
        verification_method: CertificationMethod | None = None,
        bypass: str | None = None,
    ) -> PendingCertification:
        """Have a code sent to a person's phone, to verify who they are.

        When the carrier knows the person under these details, the phone gets a code of six digits.
        Pass it to `certifications.confirm_otp`, together with the imp_uid that comes back here.

        Only for merchants whom the carriers have approved. Others use the verification window of
        the JavaScript SDK.

        Args:
            name (성명): The person's name.
            phone (휴대폰번호): The person's phone number. PortOne ignores all but the digits.
            birth (생년월일): The person's date of birth, as `YYMMDD`. PortOne ignores all but the
                digits.
            gender_digit (성별구분코드): The seventh digit of the person's resident registration number:
                `1` to `4` for Koreans, `5` to `8` for foreigners.
            carrier (통신사 구분코드): The carrier whose network the phone uses.
            channel_key (채널키): The channel over whose PG the person is verified.
            is_mvno (알뜰폰 사용 여부): Whether the phone is with a budget carrier (MVNO) on the network of
                `carrier`. False when left out.
            pg (PG사 구분코드): Deprecated. The PG with the merchant's identity there, as `danal.CPID1`,
                for merchants with several. Give `channel_key` instead.
            merchant_uid (고객사 주문번호): The merchant's identity of the verification.
            company (고객사 서비스명칭): The name or domain of the service, which the text message to the
                person names.
            verification_method (본인인증 방식): How the person is verified.
            bypass (bypass 데이터): What a single PG wants besides, as a string of JSON. It is passed
                on as it is.

        Returns:
            The verification, which waits for the code.

        Raises:
            InvalidRequest: A detail of the person is missing or wrong.
            Refused: PortOne or the PG refuses to send a code.
            ServerError: The PG's server has trouble on the way. Outcome unknown.

        PGs:
            Only danal, kcp_v2.
            `gender_digit`: kcp_v2: Takes foreigners, `5` to `8`, too.
            `verification_method`, `bypass`: Only kcp_v2.

        V1: POST /certifications/otp/request (본인인증 요청)
        """
        arguments = Arguments(
            {
                "name": name,
                "phone": phone,
                "birth": birth,
                "gender_digit": gender_digit,
                "carrier": carrier,
                "is_mvno": is_mvno,
                "channel_key": channel_key,
                "pg": pg,
                "merchant_uid": merchant_uid,
                "company": company,
                "verification_method": verification_method,
                "bypass": bypass,
            }
        )
        del phone, birth, gender_digit  # a traceback may print what a frame holds
        return await self.sender.send(
            Call(operations.REQUEST_OTP, one(PendingCertification), arguments)
        )

    async def confirm_otp(self, imp_uid: str, *, otp: str | None = None) -> Certification:
        """Complete a verification with the code that the person received.

        Args:
            imp_uid (포트원 인증 고유번호): PortOne's identity of the verification, from
                `certifications.request_otp`.
            otp (본인인증 번호): The code that the person received. Needed unless the method is `APP`.

        Raises:
            AlreadyDone: The verification is complete already.
            InvalidRequest: The code is missing, or the verification is complete already.
            NotFound: No code was requested under this imp_uid.
            Refused: The code is not the one that was sent; PortOne or the PG refuses for another
                reason, such as a code that has expired.
            ServerError: The PG's server has trouble on the way. Outcome unknown.

        PGs:
            Only danal, kcp_v2.
            `otp`: kcp_v2: Not given with the method `APP`.

        V1: POST /certifications/otp/confirm/{imp_uid} (본인인증 완료)
        """
        arguments = Arguments({"imp_uid": imp_uid, "otp": otp})
        del otp  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.CONFIRM_OTP, one(Certification), arguments))
