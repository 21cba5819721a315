"""The contract's enums with the Chinese words that datasets may use for them."""

from graph.declare import Vocabulary


class PlaceKind(Vocabulary):
    PROVINCE = "省"
    CITY = "市"
    DISTRICT = "区|县"
    SUBDISTRICT = "街道"
    COMMUNITY = "社区"
    LANE = "街巷"
    GRID = "网格"
    MICRO_GRID = "微网格"
    COMPOUND = "小区"
    BUILDING = "楼栋|楼宇"
    BUILDING_UNIT = "单元"


class SubdistrictKind(Vocabulary):
    SUBDISTRICT = "街道"
    TOWN = "镇"
    TOWNSHIP = "乡"


class CommunityKind(Vocabulary):
    OLD_HOUSING = "老旧住宅类"
    ESTABLISHED = "成熟住宅类"
    RESETTLEMENT = "移民安置类"
    MIXED = "多元融合类"


class CompoundKind(Vocabulary):
    BENEFIT = "惠民型"
    QUALITY = "品质型"
    SETTLED = "安居型"
    INCLUSIVE = "共融型"


class NoPropertyMode(Vocabulary):
    LARGE_LEADS_SMALL = "以大带小扩展服务"
    EMPLOYER_EXTENDED = "单位物业延伸服务"
    JOINT_COMPOUNDS = "小区联建统一服务"
    OWNER_SELF = "业主共治自我服务"
    CONTIGUOUS = "连片管理集中服务"


class GridCompoundRelation(Vocabulary):
    """A grid's buildings against a compound's; derived, never stored."""

    CONTAINS = "网格大于小区"
    EQUALS = "网格等于小区"
    WITHIN = "网格小于小区"
    OVERLAPS = "网格与小区交叉"


class OrganizationKind(Vocabulary):
    WORKING_COMMITTEE = "党工委|大工委"
    COMMITTEE = "党委|大党委"
    GENERAL_BRANCH = "党总支"
    BRANCH = "党支部"
    GROUP = "党小组"


class Establishment(Vocabulary):
    FORMAL = "正式"
    FUNCTIONAL = "功能型|功能型党支部"
    TEMPORARY = "临时|临时党支部"


class LinkageLevel(Vocabulary):
    """The five linked levels; derived from the kind of place an organization covers."""

    SUBDISTRICT = "街道"
    COMMUNITY = "社区"
    GRID = "网格"
    COMPOUND = "小区"
    BUILDING = "楼宇"


class MemberCategory(Vocabulary):
    RESIDENT = "居民党员"
    IN_SERVICE = "在职党员"
    RETIRED = "离退休党员"
    MOBILE = "流动党员"


class AffiliationKind(Vocabulary):
    FORMAL = "组织关系"
    PARTICIPATION = "参加组织生活"


class PostRole(Vocabulary):
    SECRETARY = "书记"
    DEPUTY_SECRETARY = "副书记"
    COMMITTEE_MEMBER = "委员"
    PART_TIME_COMMITTEE_MEMBER = "兼职委员"
    GROUP_LEADER = "党小组组长"
    CENTRAL_HOUSEHOLD = "党员中心户"
    GRID_LEADER = "网格长"
    MICRO_GRID_LEADER = "微网格长"
    UNIT_LEADER = "单元长"
    POLICE_OFFICER = "警长"


class SelectionMethod(Vocabulary):
    COMMUNITY_SELECTED = "社区选任"
    SELF_NOMINATED = "个人自荐"
    MASS_RECOMMENDED = "群众推荐"


class SecretaryBackground(Vocabulary):
    RETIRED = "离退休"
    VETERAN = "退役军人"
    IN_SERVICE = "在职"
    OTHER = "其他"


class LiaisonRole(Vocabulary):
    DISTRICT_LEADER = "区级领导"
    SUBDISTRICT_LEADER = "街道包联领导"
    DISTRICT_UNIT = "区直单位"
    ORGANIZATION_CADRE = "组工干部"


class FacilityKind(Vocabulary):
    SERVICE_CENTER = "党群服务中心"
    GRID_SERVICE_STATION = "网格服务站"
    RIDER_STATION = "小哥驿站"


class ActivityKind(Vocabulary):
    VOLUNTEER_SERVICE = "志愿服务"
    MEDICAL = "健康义诊"
    LECTURE = "宣讲"
    TUTORING = "课业辅导"
    DELIBERATION = "红色议事会|凉亭议事"
    CONFERENCE = "党建联席会议"
    OTHER = "其他"


class AppointmentDirection(Vocabulary):
    COMMUNITY_TO_COMPANY = "社区进企业"
    COMPANY_TO_COMMUNITY = "企业进社区"


class AppointmentStatus(Vocabulary):
    MUTUAL = "双向"
    ONLY_COMMUNITY_TO_COMPANY = "仅社区进企业"
    ONLY_COMPANY_TO_COMMUNITY = "仅企业进社区"
    NONE = "无"


class Severity(Vocabulary):
    ERROR = "错误"
    WARN = "警告"
    INFO = "提示"
